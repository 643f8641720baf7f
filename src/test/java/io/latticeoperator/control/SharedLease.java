package io.latticeoperator.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lease in the store of an API server, with a history of who had it from when on. */
public final class SharedLease {
  private final Supplier<Instant> now;
  private final List<Tenancy> tenancies = new ArrayList<>();
  private @Nullable Lease lease;
  private long version;

  /** Somebody has written the lease. */
  public record Tenancy(String holder, Instant at) {}

  /**
   * @param now true time, for the history
   */
  public SharedLease(Supplier<Instant> now) {
    this.now = now;
  }

  public LeaseStore.Answer read() {
    return lease == null ? new LeaseStore.Absent() : held();
  }

  public LeaseStore.Answer write(Lease next, @Nullable String expected) {
    if (expected == null ? lease != null : lease != null && !expected.equals(version())) {
      return new LeaseStore.Overtaken();
    }
    if (expected != null && lease == null) {
      return new LeaseStore.Absent();
    }
    put(next);
    return held();
  }

  /** Whatever there was. */
  public void put(Lease next) {
    lease = next;
    version++;
    tenancies.add(new Tenancy(next.holder(), now.get()));
  }

  /** As somebody does who cleans up. */
  public void delete() {
    lease = null;
    version++;
  }

  public @Nullable Lease lease() {
    return lease;
  }

  /** Every write there was, in order. */
  public List<Tenancy> history() {
    return Collections.unmodifiableList(tenancies);
  }

  private LeaseStore.Held held() {
    return new LeaseStore.Held(Objects.requireNonNull(lease), version());
  }

  private String version() {
    return "v" + version;
  }
}
