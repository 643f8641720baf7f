package io.latticeoperator.app.simulator;

import io.latticeoperator.simulator.aws.Vpc;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Comparator;
import java.util.List;

/** What a simulator tells once it serves: where it is, and what to try. */
final class Welcome {
  private final SimulatorProcess.Options options;
  private final SimulatedAws aws;

  Welcome(SimulatorProcess.Options options, SimulatedAws aws) {
    this.options = options;
    this.aws = aws;
  }

  /** The first line is what programs wait for. */
  void print(PrintWriter out) {
    out.println("listening on " + aws.endpoint());
    also(aws.endpoint()).forEach(url -> out.println("  and on " + url));
    out.printf(
        "  export AWS_ENDPOINT_URL=%1$s AWS_REGION=%2$s AWS_DEFAULT_REGION=%2$s"
            + " AWS_ACCESS_KEY_ID=%3$s AWS_SECRET_ACCESS_KEY=any%n",
        aws.endpoint(), options.region(), options.settings().account());
    for (var vpc : options.vpcs()) {
      var entrance = entrance(vpc);
      out.printf(
          "  callers in %s reach listeners on port %d at %s%n",
          vpc.id(), Recipe.LISTENER_PORT, entrance);
      also(entrance).forEach(url -> out.println("    and at " + url));
    }
    if (!options.addresses().others().isEmpty()) {
      out.println(
          "  WARNING: whoever reaches these addresses may read and change everything;"
              + " docs/simulator.md tells more.");
    }
    if (options.scenario() != null) {
      tryTheRecipe(out);
    }
    out.flush();
  }

  private void tryTheRecipe(PrintWriter out) {
    var view = aws.lattice().view();
    var service =
        view.services().stream().filter(each -> each.name().equals(Recipe.SERVICE)).findFirst();
    var group =
        view.targetGroups().stream()
            .filter(each -> each.name().equals(Recipe.SERVICE))
            .min(Comparator.comparingLong(each -> each.identity().sequence()));
    if (service.isEmpty() || group.isEmpty()) {
      return;
    }
    var id = group.get().id();
    out.println("  the recipe is there; try");
    out.printf(
        "    curl -H 'Host: %s' %s%n",
        service.get().domainName(), entrance(options.vpcs().getFirst()));
    out.printf("    aws vpc-lattice list-targets --target-group-identifier %s%n", id);
    out.printf(
        "    aws vpc-lattice deregister-targets --target-group-identifier %s"
            + " --targets id=%s,port=%d%n",
        id, Recipe.TARGETS.getFirst(), Recipe.TARGET_PORT);
  }

  private URI entrance(Vpc vpc) {
    int port = aws.proxy().endpoint(vpc.id(), Recipe.LISTENER_PORT).getPort();
    return options.addresses().urls(port).getFirst();
  }

  /** The same on the other addresses. */
  private List<URI> also(URI first) {
    var urls = options.addresses().urls(first.getPort());
    return urls.subList(1, urls.size());
  }
}
