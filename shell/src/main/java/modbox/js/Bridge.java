package modbox.js;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.DeviceCalls;
import modbox.kernel.Syscalls;
import modbox.user.ErrnoIoException;
import modbox.user.Proc;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * What the module {@code modbox} (modbox.js) may ask of the machine. Values cross as strings,
 * numbers and JSON text; byte strings become Unicode here.
 */
final class Bridge implements AutoCloseable {
  private final Proc proc;
  private final Syscalls sys;
  private final Events events;
  private @Nullable Value turn;

  Bridge(Proc proc) {
    this.proc = proc;
    this.sys = proc.sys();
    this.events = new Events(proc.sys());
  }

  @Override
  public void close() throws ErrnoException {
    events.close();
  }

  /** One turn of the script's event loop; false if there is nothing left to wait for. */
  boolean turn() {
    return turn != null && turn.execute().asBoolean();
  }

  /** A function of the bridge; its failures reach JavaScript as errors. */
  private interface Call {
    @Nullable Object on(List<Value> arguments) throws ErrnoException;
  }

  ProxyObject members() {
    var members = new java.util.LinkedHashMap<String, Object>();
    members.put("setTurn", (ProxyExecutable) a -> turn = a[0]);
    put(
        members,
        "run",
        a -> new ShellLine(proc).run(bytes(a.get(0)), bytes(a.get(1)), a.get(2).asLong()));
    put(members, "now", _ -> sys.clock(0));
    put(members, "sleep", a -> sleep(a.getFirst().asLong()));
    put(members, "events", _ -> events.take());
    put(members, "listen", a -> events.listen(a.getFirst().asString()));
    put(members, "waitEvent", _ -> events.await());
    put(members, "plug", a -> plug(a.get(0).asString(), a.get(1).asString()));
    put(members, "unplug", a -> unplug(bytes(a.getFirst())));
    putFiles(members);
    return ProxyObject.fromMap(members);
  }

  private void putFiles(java.util.Map<String, Object> members) {
    put(members, "exists", a -> exists(bytes(a.getFirst())));
    put(members, "read", a -> text(proc.readText(bytes(a.getFirst()))));
    put(members, "tryRead", a -> tryRead(bytes(a.getFirst())));
    put(members, "write", a -> write(bytes(a.get(0)), bytes(a.get(1))));
    put(members, "list", a -> Json.array(names(bytes(a.getFirst()))));
    put(members, "readlink", a -> readlink(bytes(a.getFirst())));
    put(members, "realpath", a -> realpath(bytes(a.getFirst())));
    put(members, "mode", a -> mode(bytes(a.getFirst())));
    put(members, "devices", _ -> Json.array(new DeviceWalk(sys).all()));
    put(members, "glob", a -> Json.array(new GlobWalk(sys).find(bytes(a.getFirst()))));
  }

  private void put(java.util.Map<String, Object> members, String name, Call call) {
    members.put(
        name,
        (ProxyExecutable)
            arguments -> {
              try {
                return call.on(List.of(arguments));
              } catch (ErrnoException e) {
                throw new ScriptException(e);
              }
            });
  }

  /** Carries an errno into the script, where it is an Error whose message is the usual text. */
  static final class ScriptException extends RuntimeException {
    ScriptException(ErrnoException cause) {
      super(cause.getMessage(), new ErrnoIoException(cause), false, false);
    }
  }

  private @Nullable Object sleep(long nanoseconds) throws ErrnoException {
    sys.nanosleep(nanoseconds);
    return null;
  }

  private String plug(String origin, String description) throws ErrnoException {
    return Json.array(
        sys.plug(origin, description.getBytes(StandardCharsets.UTF_8), DeviceCalls.Plug.GATED));
  }

  private @Nullable Object unplug(String devpath) throws ErrnoException {
    sys.unplug(devpath);
    return null;
  }

  private boolean exists(String path) {
    try {
      sys.stat(path);
      return true;
    } catch (ErrnoException _) {
      return false; // the question was whether it is there
    }
  }

  private @Nullable String tryRead(String path) {
    try {
      return text(proc.readText(path));
    } catch (ErrnoException _) {
      return null; // asked for with the prospect of failure
    }
  }

  private @Nullable Object write(String path, String text) throws ErrnoException {
    int flags = exists(path) ? Open.WRONLY | Open.TRUNC : Open.WRONLY | Open.CREAT;
    int fd = sys.open(path, flags, 0644);
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      for (int done = 0; done < bytes.length; ) {
        done += sys.write(fd, bytes, done, bytes.length - done);
      }
    } finally {
      sys.close(fd);
    }
    return null;
  }

  private List<String> names(String dir) throws ErrnoException {
    int fd = sys.open(dir, Open.RDONLY | Open.DIRECTORY);
    try {
      var names = new ArrayList<String>();
      for (Dirent entry : sys.getdents(fd)) {
        if (!entry.name().equals(".") && !entry.name().equals("..")) {
          names.add(entry.name());
        }
      }
      names.sort(null);
      return names;
    } finally {
      sys.close(fd);
    }
  }

  private @Nullable String readlink(String path) {
    try {
      return text(sys.readlink(path));
    } catch (ErrnoException _) {
      return null; // not a link, or not there
    }
  }

  /** Where a path leads, links followed: what the kernel says of it once it is open. */
  private String realpath(String path) throws ErrnoException {
    int fd = sys.open(path, Open.PATH | Open.CLOEXEC);
    try {
      return text(sys.readlink("/proc/self/fd/" + fd));
    } finally {
      sys.close(fd);
    }
  }

  private @Nullable Object mode(String path) {
    try {
      return sys.stat(path).permissions();
    } catch (ErrnoException _) {
      return null; // the matcher that asks tries again
    }
  }

  private static String bytes(Value text) {
    return new String(
        text.asString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** A byte string as Unicode. */
  static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
