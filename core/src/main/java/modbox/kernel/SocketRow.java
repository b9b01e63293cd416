package modbox.kernel;

import io.vavr.collection.Vector;

/**
 * A socket.
 *
 * @param groups netlink multicast groups, bit {@code n-1} for group n
 * @param port netlink port id, 0 before bind
 * @param node inode that a local socket is bound to, {@code FS:INO}; empty if to none
 * @param path that it was bound to
 * @param state new, listening, connected or closed by the other end
 * @param peer the socket at the other end, 0 for none
 * @param queue what has arrived
 * @param backlog connections not yet accepted
 * @param overrun whether messages were lost for want of room
 */
record SocketRow(
    long id,
    int family,
    int type,
    int protocol,
    int groups,
    int port,
    String node,
    String path,
    State state,
    long peer,
    Vector<SocketCalls.Message> queue,
    Vector<Long> backlog,
    boolean overrun) {

  /** What can be done with it. */
  enum State {
    NEW,
    LISTENING,
    CONNECTED,
    HUNG_UP
  }

  static SocketRow fresh(long id, int family, int type, int protocol) {
    return new SocketRow(
        id,
        family,
        type,
        protocol,
        0,
        0,
        "",
        "",
        State.NEW,
        0,
        Vector.empty(),
        Vector.empty(),
        false);
  }

  SocketRow netlink(int newGroups, int newPort) {
    return new SocketRow(
        id, family, type, protocol, newGroups, newPort, node, path, state, peer, queue, backlog,
        overrun);
  }

  SocketRow bound(String newNode, String newPath) {
    return new SocketRow(
        id, family, type, protocol, groups, port, newNode, newPath, state, peer, queue, backlog,
        overrun);
  }

  SocketRow state(State newState, long newPeer) {
    return new SocketRow(
        id, family, type, protocol, groups, port, node, path, newState, newPeer, queue, backlog,
        overrun);
  }

  SocketRow queue(Vector<SocketCalls.Message> changed, boolean lost) {
    return new SocketRow(
        id, family, type, protocol, groups, port, node, path, state, peer, changed, backlog, lost);
  }

  SocketRow backlog(Vector<Long> changed) {
    return new SocketRow(
        id, family, type, protocol, groups, port, node, path, state, peer, queue, changed, overrun);
  }
}
