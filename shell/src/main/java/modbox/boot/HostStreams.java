package modbox.boot;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import modbox.kernel.Stdio;

/** The host's standard streams as a machine sees them: unbuffered bytes. */
final class HostStreams {
  private HostStreams() {}

  static Stdio stdio() {
    var in = new FileInputStream(FileDescriptor.in);
    var out = new FileOutputStream(FileDescriptor.out);
    var err = new FileOutputStream(FileDescriptor.err);
    return new Stdio(in::read, out::write, err::write);
  }
}
