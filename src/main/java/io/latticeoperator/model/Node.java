package io.latticeoperator.model;

import java.util.Set;

/**
 * What a resource is, without ids: comparable between desired and observed. References to other
 * nodes are roles of the same owner; an observed reference to something else is that thing's id.
 */
public sealed interface Node
    permits LatticeService, TargetGroup, Listener, ServiceAssociation, Provision {

  /** Roles of the nodes of the same owner that must be ACTIVE before this one can be created. */
  Set<Role> needs();

  /** What AWS calls the kind of thing. */
  Kind kind();

  /** Kinds of resource that are listed, read and written. */
  enum Kind {
    SERVICE_NETWORK("service network"),
    SERVICE("service"),
    TARGET_GROUP("target group"),
    LISTENER("listener"),
    SERVICE_ASSOCIATION("service network association"),
    VPC_ASSOCIATION("VPC association"),
    AUTH_POLICY("auth policy"),
    RESOURCE_POLICY("resource policy"),
    ACCESS_LOG("access log subscription"),
    LOG_GROUP("log group"),
    RESOURCE_SHARE("resource share"),
    SHARE_ACCEPTANCE("share invitation"),
    SECURITY_GROUP("security group"),
    SECURITY_GROUP_RULE("security group rule"),
    PREFIX_LIST("managed prefix list"),
    DASHBOARD("dashboard"),
    ALARM("alarm");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For messages. */
    public String words() {
      return words;
    }

    /**
     * Whether several clusters use one: then it satisfies each of them, whoever made it, and goes
     * with the last of them.
     */
    public boolean shareable() {
      return this == SERVICE_NETWORK
          || this == VPC_ASSOCIATION
          || this == LOG_GROUP
          || this == SECURITY_GROUP_RULE;
    }

    /** Whether it carries tags; what does not is owned through its parent, or by a mark in it. */
    public boolean taggable() {
      return switch (this) {
        case AUTH_POLICY, RESOURCE_POLICY, DASHBOARD, SHARE_ACCEPTANCE, PREFIX_LIST -> false;
        case SERVICE_NETWORK,
            SERVICE,
            TARGET_GROUP,
            LISTENER,
            SERVICE_ASSOCIATION,
            VPC_ASSOCIATION,
            ACCESS_LOG,
            LOG_GROUP,
            RESOURCE_SHARE,
            SECURITY_GROUP,
            SECURITY_GROUP_RULE,
            ALARM ->
            true;
      };
    }
  }
}
