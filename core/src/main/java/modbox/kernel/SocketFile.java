package modbox.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;

/** A socket as an open file: read, write, poll, close. */
record SocketFile(Sockets sockets, InterfaceRequests interfaces) implements Special {
  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    if (length == 0) {
      return 0;
    }
    boolean blocking = (file.flags() & Open.NONBLOCK) == 0;
    SocketCalls.Message message = sockets.receive(file.data(), blocking);
    int count = Math.min(length, message.data().length());
    System.arraycopy(message.data().getBytes(ISO_8859_1), 0, buffer, offset, count);
    if (count < message.data().length()
        && sockets.row(file.data()).type() == SocketCalls.SOCK_STREAM) {
      sockets.unread(
          file.data(),
          new SocketCalls.Message(
              message.data().substring(count),
              message.port(),
              message.group(),
              message.pid(),
              message.sender()));
    }
    return count;
  }

  @Override
  public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    sockets.send(file.data(), new String(buffer, offset, length, ISO_8859_1));
    return length;
  }

  @Override
  public int poll(Handle file) {
    return sockets.poll(file.data());
  }

  @Override
  public String channel(Handle file) {
    return Sockets.channel(file.data());
  }

  @Override
  public int ioctl(Handle file, int request, byte[] argument) throws ErrnoException {
    return interfaces.ioctl(file.caller().credentials(), request, argument);
  }

  @Override
  public void release(Handle file) {
    sockets.close(file.data());
  }
}
