/**
 * JMH benchmarks. With the test classes compiled: {@code java -cp <test class path>
 * org.openjdk.jmh.Main Decision}. {@link io.latticeoperator.benchmark.ScenarioRate} is no JMH
 * benchmark but a load run with a main method.
 */
package io.latticeoperator.benchmark;
