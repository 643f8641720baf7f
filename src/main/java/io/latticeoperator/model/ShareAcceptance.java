package io.latticeoperator.model;

import java.util.Set;

/**
 * An invitation by another account to use what it shares, accepted. Nobody can take it back.
 *
 * @param account that invites, 12 digits
 * @param accepted false in an observed state while the invitation is pending
 */
public record ShareAcceptance(String account, boolean accepted) implements Provision {
  @Override
  public Role role() {
    return Role.shareAcceptance(account);
  }

  @Override
  public Lookup lookup() {
    return Lookup.of(Kind.SHARE_ACCEPTANCE, account);
  }

  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.SHARE_ACCEPTANCE;
  }

  /** The inviting account makes the invitation; it is there or it is waited for. */
  @Override
  public boolean referenced() {
    return true;
  }
}
