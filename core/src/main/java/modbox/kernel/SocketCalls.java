package modbox.kernel;

import modbox.abi.Credentials;
import modbox.abi.ErrnoException;

/**
 * Sockets, as far as the emulated userland needs them: netlink uevents and routes, local sockets.
 */
public interface SocketCalls {
  int AF_UNIX = 1;
  int AF_INET = 2;
  int AF_NETLINK = 16;
  int SOCK_STREAM = 1;
  int SOCK_DGRAM = 2;
  int SOCK_RAW = 3;
  int SOCK_SEQPACKET = 5;

  /** May be added to the type. */
  int SOCK_NONBLOCK = 0x800;

  /** May be added to the type. */
  int SOCK_CLOEXEC = 0x80000;

  int NETLINK_KOBJECT_UEVENT = 15;

  /**
   * A datagram with its sender.
   *
   * @param data a byte string
   * @param port netlink port id of the sender, 0 for the kernel
   * @param group netlink multicast group that it was sent to, 0 for none
   */
  record Message(String data, int port, int group, int pid, Credentials sender) {}

  /** socket(2). An unclaimed family asks for {@code net-pf-N}; EAFNOSUPPORT if nothing comes. */
  int socket(int family, int type, int protocol) throws ErrnoException;

  /** bind(2) of a netlink socket to multicast groups (bit set). */
  void bindNetlink(int fd, int groups) throws ErrnoException;

  /** bind(2) of a local socket to a path. */
  void bindUnix(int fd, String path) throws ErrnoException;

  void connectUnix(int fd, String path) throws ErrnoException;

  void listen(int fd, int backlog) throws ErrnoException;

  int accept(int fd) throws ErrnoException;

  /** sendmsg(2) to a netlink multicast group, or to the peer of a connected socket with group 0. */
  void send(int fd, String data, int group) throws ErrnoException;

  /** recvmsg(2): one datagram; blocks unless NONBLOCK is set (EAGAIN). ENOBUFS after an overrun. */
  Message receive(int fd) throws ErrnoException;
}
