package modbox.kernel;

import modbox.abi.Capability;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.pseudo.Caller;
import modbox.vfs.OpenFile;
import modbox.vfs.Vfs;

/** Calls on sockets: netlink and local ones. Other families exist only as far as socket(2). */
final class SocketDoor implements SocketCalls {
  private static final int TYPE = 0xf;
  private static final int MAX_FAMILY = 46;
  private static final int MAX_NETLINK = 32;

  private final Sockets sockets;
  private final FileDoor files;
  private final Vfs vfs;
  private final UsermodeHelper modules;

  SocketDoor(Kernel kernel) {
    this.sockets = kernel.sockets;
    this.files = kernel.files;
    this.vfs = kernel.vfs;
    this.modules = kernel.helper;
  }

  private Caller caller() {
    return sockets.current().caller();
  }

  private OpenFile open(int fd) throws ErrnoException {
    OpenFile file = vfs.open().row(files.file(fd));
    if (!file.kind().equals(Sockets.KIND)) {
      throw Errno.ENOTSOCK.on("descriptor " + fd);
    }
    return file;
  }

  private SocketRow row(int fd) throws ErrnoException {
    return sockets.row(open(fd).data());
  }

  private SocketRow local(int fd) throws ErrnoException {
    SocketRow row = row(fd);
    if (row.family() != AF_UNIX) {
      throw Errno.EINVAL.on("descriptor " + fd);
    }
    return row;
  }

  @Override
  public int socket(int family, int type, int protocol) throws ErrnoException {
    if (family < 0 || family >= MAX_FAMILY) {
      throw Errno.EAFNOSUPPORT.on("socket");
    }
    if (!sockets.hasFamily(family)) {
      modules.request("net-pf-" + family);
      if (!sockets.hasFamily(family)) {
        throw Errno.EAFNOSUPPORT.on("socket");
      }
    }
    if (family == AF_NETLINK && (protocol < 0 || protocol >= MAX_NETLINK)) {
      throw Errno.EPROTONOSUPPORT.on("socket");
    }
    if (family == AF_UNIX && protocol > 1) {
      throw Errno.EPROTONOSUPPORT.on("socket");
    }
    return install(sockets.create(family, type & TYPE, protocol).id(), type);
  }

  private int install(long socket, int type) throws ErrnoException {
    int flags = Open.RDWR | (type & SOCK_NONBLOCK);
    long file = vfs.open().adopt(Sockets.KIND, flags, socket);
    return files.install(file, (type & SOCK_CLOEXEC) != 0);
  }

  @Override
  public void bindNetlink(int fd, int groups) throws ErrnoException {
    SocketRow row = row(fd);
    if (row.family() != AF_NETLINK) {
      throw Errno.EINVAL.on("bind");
    }
    int port = row.port() != 0 ? row.port() : caller().pid() + ((int) row.id() << 16);
    sockets.put(row.netlink(groups, port));
  }

  @Override
  public void bindUnix(int fd, String path) throws ErrnoException {
    SocketRow row = local(fd);
    if (!row.path().isEmpty()) {
      throw Errno.EINVAL.on("bind");
    }
    try {
      vfs.names().mknod(path, Mode.SOCK | (0777 & ~sockets.current().umask()), 0);
    } catch (ErrnoException e) {
      throw e.errno() == Errno.EEXIST ? Errno.EADDRINUSE.on(path) : e;
    }
    sockets.put(row.bound(node(path), path));
  }

  private String node(String path) throws ErrnoException {
    var stat = vfs.attributes().stat(path, true);
    if (!((stat.mode() & Mode.FMT) == Mode.SOCK)) {
      throw Errno.ECONNREFUSED.on(path);
    }
    return stat.dev() + ":" + stat.ino();
  }

  @Override
  public void connectUnix(int fd, String path) throws ErrnoException {
    SocketRow row = local(fd);
    if (row.state() == SocketRow.State.CONNECTED && row.type() != SOCK_DGRAM) {
      throw Errno.EISCONN.on(path);
    }
    SocketRow there = sockets.at(node(path));
    if (there == null) {
      throw Errno.ECONNREFUSED.on(path);
    }
    if (there.type() != row.type()) {
      throw Errno.EPROTOTYPE.on(path);
    }
    if (row.type() == SOCK_DGRAM) {
      sockets.put(row.state(SocketRow.State.CONNECTED, there.id()));
      return;
    }
    if (there.state() != SocketRow.State.LISTENING) {
      throw Errno.ECONNREFUSED.on(path);
    }
    SocketRow end = sockets.create(AF_UNIX, row.type(), 0);
    sockets.put(end.state(SocketRow.State.CONNECTED, row.id()));
    sockets.put(row.state(SocketRow.State.CONNECTED, end.id()));
    sockets.put(there.backlog(there.backlog().append(end.id())));
    sockets.current().wake(Sockets.channel(there.id()));
  }

  @Override
  public void listen(int fd, int backlog) throws ErrnoException {
    SocketRow row = local(fd);
    if (row.type() == SOCK_DGRAM) {
      throw Errno.EOPNOTSUPP.on("listen");
    }
    sockets.put(row.state(SocketRow.State.LISTENING, 0));
  }

  @Override
  public int accept(int fd) throws ErrnoException {
    SocketRow row = local(fd);
    return install(sockets.accept(row.id(), blocking(fd)), 0);
  }

  private boolean blocking(int fd) throws ErrnoException {
    return (open(fd).flags() & Open.NONBLOCK) == 0;
  }

  @Override
  public void send(int fd, String data, int group) throws ErrnoException {
    SocketRow row = row(fd);
    if (row.family() != AF_NETLINK) {
      sockets.send(row.id(), data);
      return;
    }
    if (group <= 0 || group > MAX_NETLINK) {
      throw Errno.ECONNREFUSED.on("sendmsg");
    }
    Caller sender = caller();
    if (!sender.credentials().has(Capability.NET_ADMIN)) {
      throw Errno.EPERM.on("sendmsg");
    }
    var message = new Message(data, row.port(), group, sender.pid(), sender.credentials());
    sockets.broadcast(row.protocol(), group, message, row.id());
  }

  @Override
  public Message receive(int fd) throws ErrnoException {
    return sockets.receive(row(fd).id(), blocking(fd));
  }
}
