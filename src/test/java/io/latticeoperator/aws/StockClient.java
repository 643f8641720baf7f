package io.latticeoperator.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.latticeoperator.testbed.Command;
import java.util.ArrayList;
import java.util.List;

/** The clients that people have, boto3 and the aws CLI, in an account: group aws-cli. */
public record StockClient(TestAccount account) {
  /** What every script can use: clients by service, and how a call is refused. */
  private static final String PRELUDE =
      """
      import boto3, uuid
      from botocore.config import Config
      from botocore.exceptions import ClientError
      region, account, prefix = '%s', '%s', '%s'
      def client(service, key=None):
          return boto3.client(service, aws_access_key_id=key, aws_secret_access_key=key and 'secret',
              config=Config(retries={'total_max_attempts': 1}, parameter_validation=False))
      def refused(call, **arguments):
          try:
              call(**arguments)
              return 'not refused'
          except ClientError as e:
              return '%%s %%d' %% (e.response['Error']['Code'],
                  e.response['ResponseMetadata']['HTTPStatusCode'])
      def mine(kind):
          return [{'ResourceType': kind, 'Tags': [{'Key': '%s', 'Value': prefix}]}]
      """;

  /** What a script of Python prints, which must succeed. */
  public String boto(String script) {
    var prelude =
        PRELUDE.formatted(account.region().id(), account.id(), account.prefix(), Leftovers.TAG);
    var ended = in("python3", "-c", prelude + script).run();
    assertEquals(0, ended.code(), () -> ended.out() + ended.err());
    return ended.out();
  }

  /** What the aws CLI prints for a command that must succeed. */
  public String aws(String command) {
    var ended = cli(command).run();
    assertEquals(0, ended.code(), () -> command + "\n" + ended.err());
    return ended.out().strip();
  }

  /** What the aws CLI says to a command that must fail. */
  public String awsRefuses(String command) {
    var ended = cli(command).run();
    assertNotEquals(0, ended.code(), () -> command + "\n" + ended.out());
    return ended.err().strip();
  }

  private Command cli(String command) {
    var words = new ArrayList<>(List.of("aws", "--output", "text"));
    words.addAll(List.of(command.split(" ")));
    return in(words.toArray(String[]::new)).with("AWS_MAX_ATTEMPTS", "1");
  }

  private Command in(String... words) {
    var command =
        Command.of(words)
            .with("AWS_REGION", account.region().id())
            .with("AWS_DEFAULT_REGION", account.region().id());
    for (var variable : account.environment().entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command;
  }
}
