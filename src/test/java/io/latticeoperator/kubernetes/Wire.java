package io.latticeoperator.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way over TCP to a server on loopback, which can be made bad: through here nobody is told that
 * the other side is away.
 */
public final class Wire implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final int TIMEOUT_MILLIS = 5000;

  private final int server;
  private final ServerSocket entrance;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private Condition condition = Condition.GOOD;
  private Duration delay = Duration.ZERO;

  private enum Condition {
    GOOD,
    SILENT,
    REFUSING
  }

  private Wire(int server, ServerSocket entrance) {
    this.server = server;
    this.entrance = entrance;
  }

  /** A good one. */
  public static Wire to(int server) {
    try {
      var wire = new Wire(server, new ServerSocket(0, 256, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(wire::accept);
      return wire;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Where it begins, on loopback. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Everything passes, also what has waited. */
  public synchronized void good() {
    condition = Condition.GOOD;
    delay = Duration.ZERO;
    notifyAll();
  }

  /** Connections stay and new ones are made, but nothing passes in either direction. */
  public synchronized void silent() {
    condition = Condition.SILENT;
    notifyAll();
  }

  /** Nothing passes ever again on connections that are there now; new ones are good. */
  public synchronized void forget() {
    links.forEach(link -> link.forgotten = true);
  }

  /** Connections are reset, those that come as well. */
  public synchronized void refuse() {
    condition = Condition.REFUSING;
    reset();
    notifyAll();
  }

  /** Connections that are there now are reset; new ones are good. */
  public synchronized void reset() {
    links.forEach(Link::reset);
  }

  /** Everything takes this much longer. */
  public synchronized void slow(Duration more) {
    delay = more;
  }

  /** How many connections there are. */
  public int connections() {
    return links.size();
  }

  @Override
  public synchronized void close() {
    condition = Condition.REFUSING;
    try {
      entrance.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    reset();
    notifyAll();
  }

  private void accept() {
    try {
      while (true) {
        var link = new Link(entrance.accept());
        links.add(link);
        Thread.ofVirtual().start(link::run);
      }
    } catch (IOException closed) {
      reset();
    }
  }

  /** Waits until bytes of the link may pass; false when they never will. */
  private synchronized boolean open(Link link) throws InterruptedException {
    while (link.alive && (condition == Condition.SILENT || link.forgotten)) {
      wait();
    }
    if (condition == Condition.REFUSING) {
      link.reset();
    }
    return link.alive;
  }

  private synchronized Duration delay() {
    return delay;
  }

  private final class Link {
    private final Socket client;
    private final Socket peer = new Socket();
    private volatile boolean alive = true;
    private volatile boolean forgotten;

    Link(Socket client) {
      this.client = client;
    }

    void run() {
      try {
        if (!open(this)) {
          return;
        }
        peer.connect(
            new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server),
            TIMEOUT_MILLIS);
        Thread.ofVirtual().start(() -> pass(client, peer));
        pass(peer, client);
      } catch (IOException refused) {
        reset();
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }

    private void pass(Socket from, Socket to) {
      var buffer = new byte[BUFFER];
      try {
        while (true) {
          int read = from.getInputStream().read(buffer);
          var late = delay();
          if (late.isPositive()) {
            Thread.sleep(late);
          }
          if (!open(this)) {
            return;
          }
          if (read < 0) {
            to.shutdownOutput();
            if (from.isOutputShutdown() || to.isInputShutdown()) {
              end();
            }
            return;
          }
          to.getOutputStream().write(buffer, 0, read);
        }
      } catch (IOException gone) {
        if (passes()) {
          reset();
        }
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }

    /** Whether one side may hear that the other is gone. */
    private boolean passes() {
      synchronized (Wire.this) {
        return condition != Condition.SILENT && !forgotten;
      }
    }

    /** As a router does that knows nothing of the connection. */
    void reset() {
      alive = false;
      for (var socket : new Socket[] {client, peer}) {
        try {
          socket.setSoLinger(true, 0);
        } catch (IOException closed) {
          // it is gone, which is what is wanted
        }
      }
      end();
    }

    private void end() {
      alive = false;
      links.remove(this);
      for (var socket : new Socket[] {client, peer}) {
        try {
          socket.close();
        } catch (IOException closed) {
          // it is gone, which is what is wanted
        }
      }
      synchronized (Wire.this) {
        Wire.this.notifyAll();
      }
    }
  }
}
