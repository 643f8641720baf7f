/**
 * JMH benchmarks. With the test classes compiled: {@code java -cp <test class path>
 * org.openjdk.jmh.Main Decision}.
 */
package io.latticeoperator.benchmark;
