/**
 * Tests of what AWS services promise, by the clients that people have. The bodies are in contracts;
 * each is held against the simulator, against LocalStack where that has the service, and some
 * against a real account: those that cost next to nothing there and leave nothing.
 */
package io.latticeoperator.simulator.contract;
