package io.latticeoperator.cli.workbench;

import io.latticeoperator.cli.CommandSet;
import java.util.List;

/** The commands of this package. */
public final class Workbench implements CommandSet {
  @Override
  public List<Object> commands() {
    return List.of(
        new DemoCommand(),
        new SimulatorCommand(),
        new ValidateCommand(System.in),
        new VerifyAwsCommand());
  }
}
