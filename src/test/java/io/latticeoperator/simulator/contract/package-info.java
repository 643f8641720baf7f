/**
 * Tests of what AWS services promise, by the clients that people have. They hold for the simulator
 * and, where LocalStack has the service, for LocalStack too.
 */
package io.latticeoperator.simulator.contract;
