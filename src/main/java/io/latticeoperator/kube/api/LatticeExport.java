package io.latticeoperator.kube.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A Service offered through VPC Lattice. A name has at most 63 characters, so that the owner tag on
 * AWS resources fits.
 */
@Group(LatticeExport.GROUP)
@Version(LatticeExport.VERSION)
@Singular("latticeexport")
@Plural("latticeexports")
@ShortNames("lex")
@Categories({"lattice", "aws"})
@AdditionalPrinterColumn(
    name = "READY",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "SERVICE",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.serviceRef.name")
@AdditionalPrinterColumn(
    name = "NETWORK",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.network")
@AdditionalPrinterColumn(
    name = "TARGETS",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.targets")
@AdditionalPrinterColumn(
    name = "DNS",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.dnsName")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "HEALTHY",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Healthy\")].status")
@AdditionalPrinterColumn(
    name = "REASON",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message = "metadata.name may have at most 63 characters: it is part of tags on AWS resources")
public final class LatticeExport extends CustomResource<LatticeExportSpec, LatticeExportStatus>
    implements Namespaced {
  public static final String GROUP = "latticeoperator.io";
  public static final String VERSION = "v1alpha1";
  public static final String KIND = "LatticeExport";

  /** Holds a deleted export until what it made in AWS is gone. */
  public static final String FINALIZER = GROUP + "/finalizer";

  @Required
  @Override
  public LatticeExportSpec getSpec() {
    return super.getSpec();
  }

  /** Records have no empty instance to begin with. */
  @SuppressWarnings("NullAway")
  @Override
  protected LatticeExportSpec initSpec() {
    return null;
  }

  @SuppressWarnings("NullAway")
  @Override
  protected LatticeExportStatus initStatus() {
    return null;
  }
}
