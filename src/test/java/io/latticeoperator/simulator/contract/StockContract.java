package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import io.latticeoperator.aws.StockClient;
import io.latticeoperator.aws.TestAccount;
import org.junit.jupiter.api.AfterEach;

/** What boto3 and the aws CLI meet in an account of each test's own. */
abstract class StockContract {
  final TestAccount account;
  final StockClient stock;

  StockContract(Aws aws) {
    account = aws.open();
    stock = new StockClient(account);
  }

  @AfterEach
  void close() {
    account.close();
  }
}
