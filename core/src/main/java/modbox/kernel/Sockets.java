package modbox.kernel;

import io.vavr.collection.Vector;
import java.util.List;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.vfs.Current;
import modbox.world.Table;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** The sockets of a machine: what is sent arrives in a row, and who waits is woken. */
final class Sockets {
  /** The kind of open file that a socket is. */
  static final String KIND = "socket";

  static final Table<Long, SocketRow> SOCKETS = Table.of("sockets", Long.class, SocketRow.class);

  /** Socket families that modules have registered: module by family. */
  static final Table<Integer, String> FAMILIES =
      Table.of("socket_families", Integer.class, String.class);

  static final List<Table<?, ?>> TABLES = List.of(SOCKETS, FAMILIES);

  /** Messages that one socket holds at most; udevd asks for 128 MiB, a monitor for as much. */
  private static final int MAX_QUEUE = 32768;

  private final World world;
  private final Current current;

  Sockets(World world, Current current) {
    this.world = world;
    this.current = current;
  }

  /** A new socket. */
  SocketRow create(int family, int type, int protocol) {
    SocketRow row = SocketRow.fresh(world.next("socket"), family, type, protocol);
    world.put(SOCKETS, row.id(), row);
    return row;
  }

  /** The row of a socket that is open. */
  SocketRow row(long id) throws ErrnoException {
    SocketRow row = world.get(SOCKETS, id);
    if (row == null) {
      throw Errno.EBADF.on("socket " + id);
    }
    return row;
  }

  void put(SocketRow row) {
    world.put(SOCKETS, row.id(), row);
  }

  static String channel(long id) {
    return "skb_wait:" + id;
  }

  Current current() {
    return current;
  }

  /** Gives a message to every netlink socket of the group but the sender's own. */
  void broadcast(int protocol, int group, SocketCalls.Message message, long sender) {
    for (SocketRow row : world.rows(SOCKETS)) {
      if (row.family() == SocketCalls.AF_NETLINK
          && row.protocol() == protocol
          && row.id() != sender
          && (row.groups() & 1 << (group - 1)) != 0) {
        deliver(row, message);
      }
    }
  }

  /** Puts a message into a socket's queue; when that is full, the socket is told of a loss. */
  void deliver(SocketRow row, SocketCalls.Message message) {
    put(
        row.queue().size() >= MAX_QUEUE
            ? row.queue(row.queue(), true)
            : row.queue(row.queue().append(message), row.overrun()));
    current.wake(channel(row.id()));
  }

  /** The local socket that is bound to an inode, or null. */
  @Nullable SocketRow at(String node) {
    for (SocketRow row : world.rows(SOCKETS)) {
      if (row.node().equals(node)) {
        return row;
      }
    }
    return null;
  }

  /** Takes the next message; waits for it unless NONBLOCK is set (EAGAIN). */
  SocketCalls.Message receive(long id, boolean blocking) throws ErrnoException {
    SocketRow row = await(id, blocking);
    if (row.overrun()) {
      put(row.queue(row.queue(), false));
      throw Errno.ENOBUFS.on("recvmsg");
    }
    if (row.queue().isEmpty()) { // the other end has closed: end of file
      return new SocketCalls.Message("", 0, 0, 0, Credentials.root());
    }
    put(row.queue(row.queue().tail(), false));
    return row.queue().head();
  }

  private SocketRow await(long id, boolean blocking) throws ErrnoException {
    SocketRow row = row(id);
    while (row.queue().isEmpty() && !row.overrun() && row.state() != SocketRow.State.HUNG_UP) {
      if (!blocking) {
        throw Errno.EAGAIN.on("recvmsg");
      }
      current.await(List.of(channel(id)), -1);
      row = row(id);
    }
    return row;
  }

  /** Puts the rest of a stream's message back. */
  void unread(long id, SocketCalls.Message rest) throws ErrnoException {
    SocketRow row = row(id);
    put(row.queue(row.queue().prepend(rest), row.overrun()));
  }

  /** Sends to the other end of a connection. EPIPE if it has closed. */
  void send(long id, String data) throws ErrnoException {
    SocketRow row = row(id);
    SocketRow peer = row.peer() == 0 ? null : world.get(SOCKETS, row.peer());
    if (row.state() == SocketRow.State.NEW || row.state() == SocketRow.State.LISTENING) {
      throw Errno.ENOTCONN.on("sendmsg");
    }
    if (peer == null) {
      current.brokenPipe();
      throw Errno.EPIPE.on("sendmsg");
    }
    var caller = current.caller();
    deliver(peer, new SocketCalls.Message(data, row.port(), 0, caller.pid(), caller.credentials()));
  }

  /** The events of poll(2) that hold now. */
  int poll(long id) {
    SocketRow row = world.get(SOCKETS, id);
    if (row == null) {
      return Open.POLLERR;
    }
    int events = row.state() == SocketRow.State.LISTENING ? 0 : Open.POLLOUT;
    if (!row.queue().isEmpty() || !row.backlog().isEmpty()) {
      events |= Open.POLLIN;
    }
    if (row.overrun()) {
      events |= Open.POLLERR;
    }
    return row.state() == SocketRow.State.HUNG_UP ? events | Open.POLLIN | Open.POLLHUP : events;
  }

  /** The last descriptor is closed. */
  void close(long id) {
    SocketRow row = world.get(SOCKETS, id);
    if (row == null) {
      return;
    }
    world.remove(SOCKETS, id);
    hangUp(row.peer());
    for (long waiting : row.backlog()) {
      SocketRow half = world.get(SOCKETS, waiting);
      if (half != null) {
        world.remove(SOCKETS, waiting);
        hangUp(half.peer());
      }
    }
  }

  private void hangUp(long id) {
    SocketRow peer = id == 0 ? null : world.get(SOCKETS, id);
    if (peer != null && peer.type() != SocketCalls.SOCK_DGRAM) {
      put(peer.state(SocketRow.State.HUNG_UP, 0));
      current.wake(channel(id));
    }
  }

  /** Takes the next connection that waits to be accepted. */
  long accept(long id, boolean blocking) throws ErrnoException {
    SocketRow row = row(id);
    while (row.backlog().isEmpty()) {
      if (row.state() != SocketRow.State.LISTENING) {
        throw Errno.EINVAL.on("accept");
      }
      if (!blocking) {
        throw Errno.EAGAIN.on("accept");
      }
      current.await(List.of(channel(id)), -1);
      row = row(id);
    }
    Vector<Long> waiting = row.backlog();
    put(row.backlog(waiting.tail()));
    return waiting.head();
  }

  /** A module registers a family, sock_register; an empty module takes it away. */
  void family(int family, String module) {
    if (module.isEmpty()) {
      world.remove(FAMILIES, family);
    } else {
      world.put(FAMILIES, family, module);
    }
  }

  boolean hasFamily(int family) {
    return switch (family) {
      case SocketCalls.AF_UNIX, SocketCalls.AF_INET, 10, SocketCalls.AF_NETLINK -> true;
      default -> world.has(FAMILIES, family);
    };
  }
}
