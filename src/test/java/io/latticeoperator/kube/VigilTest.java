package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class VigilTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualTimeline time = new VirtualTimeline(START);
  private final Deque<Runnable> inquiries = new ArrayDeque<>();

  /** An API server and a watch of it. */
  private final class Scripted implements Vigil.Watch {
    private final String kind;
    private final List<Long> renewed = new ArrayList<>();
    private int asked;
    private int newest = 1;
    private int told = 1;
    private boolean deaf;
    private boolean open = true;
    private boolean answering = true;
    private boolean broken;

    Scripted(String kind) {
      this.kind = kind;
    }

    void change() {
      newest++;
      if (!deaf) {
        told = newest;
      }
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public String name() {
      return kind;
    }

    @Override
    public String revision() {
      return String.valueOf(told);
    }

    @Override
    public boolean open() {
      return open;
    }

    @Override
    public Inquiry.Answer changesSince(String revision) {
      asked++;
      if (broken) {
        throw new IllegalStateException("a bug");
      }
      if (!answering) {
        return new Inquiry.Answer.Silence("refused");
      }
      return Integer.parseInt(revision) < newest
          ? new Inquiry.Answer.Changes()
          : new Inquiry.Answer.Nothing();
    }

    @Override
    public boolean renew() {
      renewed.add(seconds());
      deaf = false;
      told = newest;
      return true;
    }
  }

  private long seconds() {
    return Duration.between(START, time.now()).toSeconds();
  }

  private Vigil vigil(Scripted... watches) {
    var vigil = new Vigil(time, Runnable::run, List.of(watches));
    vigil.begin();
    return vigil;
  }

  private long age(Vigil vigil, String kind) {
    return Duration.between(vigil.current().get(kind), time.now()).toSeconds();
  }

  @Test
  void whoTellsSomethingIsNotAsked() {
    var slices = new Scripted("EndpointSlice");
    var vigil = vigil(slices);
    for (int i = 0; i < 100; i++) {
      slices.change();
      time.advance(Duration.ofSeconds(10));
    }
    assertEquals(0, slices.asked);
    assertEquals(List.of(), slices.renewed);
    assertEquals(5, age(vigil, "EndpointSlice"));
  }

  @Test
  void whoIsQuietIsAskedAndLeftAloneWhenThereIsNothingToTell() {
    var slices = new Scripted("EndpointSlice");
    var vigil = vigil(slices);
    time.advance(Duration.ofMinutes(10));
    assertEquals(40, slices.asked);
    assertEquals(List.of(), slices.renewed);
    assertEquals(15, age(vigil, "EndpointSlice"));
  }

  @Test
  void whoIsDeafIsBegunAnewWithinHalfAMinute() {
    var slices = new Scripted("EndpointSlice");
    var vigil = vigil(slices);
    time.advance(Duration.ofSeconds(61));
    slices.deaf = true;
    slices.change();
    time.advance(Duration.ofMinutes(10));
    assertEquals(1, slices.renewed.size());
    assertTrue(slices.renewed.getFirst() <= 61 + 30, slices.renewed::toString);
    assertTrue(age(vigil, "EndpointSlice") <= 20);
  }

  @Test
  void whatIsStillUnderWayIsWaitedFor() {
    var slices = new Scripted("EndpointSlice");
    var vigil = new Vigil(time, inquiries::add, List.of(slices));
    vigil.begin();
    time.advance(Duration.ofSeconds(16));
    slices.deaf = true;
    slices.change();
    inquiries.remove().run();
    time.advance(Duration.ofSeconds(1));
    slices.told = slices.newest;
    time.advance(Duration.ofSeconds(30));
    assertEquals(List.of(), slices.renewed);
  }

  @Test
  void whatIsToldBeforeTheAnswerComesIsNoCauseForDoubt() {
    var slices = new Scripted("EndpointSlice");
    var vigil = new Vigil(time, inquiries::add, List.of(slices));
    vigil.begin();
    time.advance(Duration.ofSeconds(15));
    slices.deaf = true;
    slices.change();
    var inquiry = inquiries.remove();
    time.advance(Duration.ofMillis(100));
    inquiry.run();
    slices.deaf = false;
    slices.change();
    slices.deaf = true;
    time.advance(Duration.ofSeconds(10));
    assertEquals(List.of(), slices.renewed);
  }

  @Test
  void onlyOneQuestionIsUnderWay() {
    var slices = new Scripted("EndpointSlice");
    var vigil = new Vigil(time, inquiries::add, List.of(slices));
    vigil.begin();
    time.advance(Duration.ofMinutes(10));
    assertEquals(1, inquiries.size());
    assertEquals(600, age(vigil, "EndpointSlice"));
  }

  @Test
  void nothingIsBegunAnewWhileTheApiServerIsAway() {
    var slices = new Scripted("EndpointSlice");
    var vigil = vigil(slices);
    time.advance(Duration.ofMinutes(1));
    slices.open = false;
    slices.deaf = true;
    slices.answering = false;
    slices.change();
    time.advance(Duration.ofHours(1));
    assertEquals(List.of(), slices.renewed);
    assertTrue(age(vigil, "EndpointSlice") >= 3600);
    slices.answering = true;
    time.advance(Duration.ofSeconds(10));
    assertEquals(1, slices.renewed.size());
  }

  @Test
  void aBugDoesNotEndTheVigil() {
    var slices = new Scripted("EndpointSlice");
    var vigil = vigil(slices);
    slices.broken = true;
    time.advance(Duration.ofMinutes(1));
    slices.broken = false;
    time.advance(Duration.ofMinutes(1));
    assertTrue(age(vigil, "EndpointSlice") <= 20);
  }

  @Test
  void aKindIsAsOldAsItsOldestWatch() {
    var here = new Scripted("EndpointSlice");
    var there = new Scripted("EndpointSlice");
    there.answering = false;
    var services = new Scripted("Service");
    var vigil = vigil(here, there, services);
    time.advance(Duration.ofMinutes(1));
    assertEquals(60, age(vigil, "EndpointSlice"));
    assertTrue(age(vigil, "Service") <= 20);
  }

  @Test
  void itEnds() {
    var slices = new Scripted("EndpointSlice");
    var vigil = vigil(slices);
    vigil.end();
    time.advance(Duration.ofMinutes(1));
    assertEquals(0, slices.asked);
  }
}
