package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.engine.Evidence;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Timeline;
import io.latticeoperator.translate.ExportFacts;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a Service and its Pods in the API server itself, past every cache. It answers with what
 * it has seen completely or not at all: a list that failed halfway would be evidence of deaths that
 * did not happen.
 */
final class EvidenceReader implements AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final long PAGE = 500;
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");
  private static final Logger log = LoggerFactory.getLogger(EvidenceReader.class);

  private final KubernetesClient client;
  private final Index index;
  private final Timeline timeline;
  private final BiConsumer<Owner, Evidence> answer;
  private final Set<Owner> underway = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  EvidenceReader(
      KubernetesClient client, Index index, Timeline timeline, BiConsumer<Owner, Evidence> answer) {
    this.client = client;
    this.index = index;
    this.timeline = timeline;
    this.answer = answer;
  }

  /** Returns at once; asked again while it looks, it goes on looking. */
  void look(ExportFacts facts) {
    if (underway.add(facts.owner())) {
      attempt(facts, FIRST_RETRY);
    }
  }

  /** No further attempts. */
  @Override
  public void close() {
    closed = true;
  }

  private void attempt(ExportFacts facts, Duration retry) {
    Thread.ofVirtual().name("evidence " + facts.owner()).start(() -> read(facts, retry));
  }

  private void read(ExportFacts facts, Duration retry) {
    var owner = facts.owner();
    try {
      var evidence = evidence(owner.namespace(), facts.spec().serviceName());
      underway.remove(owner);
      answer.accept(owner, evidence);
    } catch (RuntimeException failure) {
      if (closed || index.export(owner.namespace(), owner.name()).isEmpty()) {
        underway.remove(owner);
        return;
      }
      log.warn("pods of {} not listed, again in {}: {}", owner, retry, failure.toString());
      var doubled = retry.multipliedBy(2);
      timeline.after(
          retry, () -> attempt(facts, doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY));
    }
  }

  private Evidence evidence(String namespace, String serviceName) {
    var asked = timeline.now();
    var service = client.services().inNamespace(namespace).withName(serviceName).get();
    if (service == null || "ExternalName".equals(service.getSpec().getType())) {
      return new Evidence(asked, Set.of());
    }
    var selector = service.getSpec().getSelector();
    return new Evidence(
        asked, selector == null || selector.isEmpty() ? Set.of() : alive(namespace, selector));
  }

  /** Pages without a resourceVersion are read from a quorum, all at the same revision. */
  private Set<String> alive(String namespace, Map<String, String> selector) {
    var alive = new HashSet<String>();
    var page = new ListOptionsBuilder().withLimit(PAGE).build();
    String rest;
    do {
      var pods = client.pods().inNamespace(namespace).withLabels(selector).list(page);
      for (var pod : pods.getItems()) {
        if (lives(pod)) {
          pod.getStatus().getPodIPs().forEach(ip -> alive.add(ip.getIp()));
        }
      }
      rest = pods.getMetadata().getContinue();
      page = new ListOptionsBuilder().withLimit(PAGE).withContinue(rest).build();
    } while (rest != null && !rest.isEmpty());
    return alive;
  }

  private static boolean lives(Pod pod) {
    return !pod.isMarkedForDeletion()
        && pod.getStatus() != null
        && !FINISHED.contains(pod.getStatus().getPhase());
  }
}
