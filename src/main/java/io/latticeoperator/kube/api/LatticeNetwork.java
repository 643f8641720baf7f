package io.latticeoperator.kube.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A service network of VPC Lattice and all that an administrator sets up around it. Cluster-scoped:
 * namespaces are what it decides about.
 */
@Group(LatticeExport.GROUP)
@Version(LatticeExport.VERSION)
@Singular("latticenetwork")
@Plural("latticenetworks")
@ShortNames("lnet")
@Categories({"lattice", "aws"})
@AdditionalPrinterColumn(
    name = "READY",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "NETWORK",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.serviceNetwork.name")
@AdditionalPrinterColumn(
    name = "ID",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.serviceNetwork.id")
@AdditionalPrinterColumn(
    name = "VPC",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.vpc")
@AdditionalPrinterColumn(
    name = "AUTH",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.auth")
@AdditionalPrinterColumn(
    name = "EXPORTS",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.exports")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "REASON",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "LOGS",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.logGroup")
@AdditionalPrinterColumn(
    name = "DASHBOARD",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.dashboard.name")
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message = "metadata.name may have at most 63 characters: it is part of tags on AWS resources")
@ValidationRule(
    value =
        "(has(self.spec.serviceNetwork) && (has(self.spec.serviceNetwork.name) ||"
            + " has(self.spec.serviceNetwork.reference))) || (size(self.metadata.name) >= 3 &&"
            + " self.metadata.name.matches('"
            + LatticeExportSpec.LATTICE_NAME
            + "') && !self.metadata.name.startsWith('sn-'))",
    message =
        "metadata.name is the service network's name unless spec.serviceNetwork has a name or a"
            + " reference: 3 to 63 of a-z, 0-9 and single dashes between them, not beginning with"
            + " sn-")
public final class LatticeNetwork extends CustomResource<LatticeNetworkSpec, LatticeNetworkStatus> {
  public static final String KIND = "LatticeNetwork";

  @Required
  @Override
  public LatticeNetworkSpec getSpec() {
    return super.getSpec();
  }

  /** Records have no empty instance to begin with. */
  @SuppressWarnings("NullAway")
  @Override
  protected LatticeNetworkSpec initSpec() {
    return null;
  }

  @SuppressWarnings("NullAway")
  @Override
  protected LatticeNetworkStatus initStatus() {
    return null;
  }
}
