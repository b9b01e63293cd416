package modbox.vfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.fs.tmpfs.Tmpfs;
import modbox.pseudo.Caller;
import modbox.world.World;

/** Files without tasks: one caller, who never waits. */
public final class Box implements Current {
  public final World world = new World(Vfs.TABLES);
  public final Vfs vfs = new Vfs(world, this, 4096);
  public final List<String> asked = new ArrayList<>();
  public final List<String> woken = new ArrayList<>();
  public Credentials credentials = Credentials.root();
  public int umask = 022;
  public int brokenPipes;
  private long now = 1_000_000_000L;
  private Place root;
  private Place cwd;

  public Box(LowerTree... lower) {
    var stack = new ArrayList<Data.Lower>();
    for (LowerTree tree : lower) {
      vfs.layers().add(tree);
      stack.add(new Data.Lower(tree.name(), ""));
    }
    var type = new Tmpfs("rootfs", vfs.store(), 0, false, io.vavr.collection.List.ofAll(stack));
    vfs.register(type);
    vfs.register(Tmpfs.of(vfs.store(), 1 << 24));
    try {
      root = vfs.mounting().mountRoot(type, "rootfs", "");
    } catch (ErrnoException e) {
      throw new IllegalStateException(e);
    }
    cwd = root;
  }

  public void chdir(String path) throws ErrnoException {
    cwd = vfs.names().resolve(path, true);
  }

  public void become(int uid, int gid) {
    credentials = new Credentials(uid, uid, uid, uid, gid, gid, gid, gid, List.of(), 0, 0, 0, 0, 0);
  }

  public void write(String path, String text) throws ErrnoException {
    write(path, text, Open.WRONLY | Open.CREAT | Open.TRUNC);
  }

  public void append(String path, String text) throws ErrnoException {
    write(path, text, Open.WRONLY | Open.CREAT | Open.APPEND);
  }

  private void write(String path, String text, int flags) throws ErrnoException {
    long file = vfs.open().open(cwd, path, flags, 0666);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int done = 0;
    try {
      while (done < bytes.length) {
        done += vfs.open().write(file, bytes, done, bytes.length - done);
      }
    } finally {
      vfs.open().release(file);
    }
  }

  public String read(String path) throws ErrnoException {
    long file = vfs.open().open(cwd, path, Open.RDONLY, 0);
    try {
      return read(file);
    } finally {
      vfs.open().release(file);
    }
  }

  public String read(long file) throws ErrnoException {
    var text = new StringBuilder();
    var buffer = new byte[1000];
    int count = vfs.open().read(file, buffer, 0, buffer.length);
    while (count > 0) {
      text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      count = vfs.open().read(file, buffer, 0, buffer.length);
    }
    return text.toString();
  }

  /** Something that may fail with an errno. */
  public interface Attempt {
    void run() throws ErrnoException;
  }

  /** The errno of a failing attempt, "ok" if it does not fail. */
  public static String errno(Attempt attempt) {
    try {
      attempt.run();
      return "ok";
    } catch (ErrnoException e) {
      return e.errno().name();
    }
  }

  @Override
  public Caller caller() {
    return new Caller(1, credentials);
  }

  @Override
  public Place cwd() {
    return cwd;
  }

  @Override
  public Place root() {
    return root;
  }

  @Override
  public int umask() {
    return umask;
  }

  @Override
  public boolean holds(NodeRef node) {
    return cwd.node().equals(node);
  }

  @Override
  public boolean holdsMount(int mount) {
    return cwd.mount() == mount;
  }

  @Override
  public long now() {
    return now += 1000;
  }

  @Override
  public boolean await(List<String> channels, long timeout) throws ErrnoException {
    throw Errno.EINTR.on(channels.toString());
  }

  @Override
  public void wake(String channel) {
    woken.add(channel);
  }

  @Override
  public void brokenPipe() {
    brokenPipes++;
  }

  @Override
  public boolean requestModule(String name) {
    asked.add(name);
    return false;
  }
}
