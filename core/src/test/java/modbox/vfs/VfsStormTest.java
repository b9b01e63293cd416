package modbox.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.world.Snapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand random calls on the files and on a simple model: same errno, same content. */
class VfsStormTest {
  private static final String[] NAMES = {"a", "b", "c", "d"};

  private final LowerFiles image = new LowerFiles("image", 0);
  private final Box box;
  private final Model model = new Model();
  private Random random = new Random(0);
  private int succeeded;

  VfsStormTest() throws ErrnoException {
    for (String path : List.of("a/a", "a/b", "b/c/d", "c")) {
      byte[] bytes = ("image " + path).repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
      image.add(path, LowerNode.file(0644, bytes.length, 0), () -> bytes);
    }
    image.add("d", LowerNode.link("a/b", 0));
    box = new Box(image);
    for (String dir : List.of("/a", "/b", "/b/c")) {
      model.mkdir(dir);
    }
    for (String path : List.of("a/a", "a/b", "b/c/d", "c")) {
      model.write("/" + path, ("image " + path).repeat(1000), false);
    }
    model.symlink("a/b", "/d");
  }

  private String path() {
    var path = new StringBuilder();
    int depth = 1 + Math.min(random.nextInt(4), random.nextInt(4));
    for (int i = 0; i < depth; i++) {
      boolean up = i > 0 && i < depth - 1 && random.nextInt(12) == 0;
      path.append('/').append(up ? ".." : NAMES[random.nextInt(NAMES.length)]);
    }
    return path.toString();
  }

  private interface Call {
    String run() throws ErrnoException;
  }

  private static String outcome(Call call) {
    try {
      return call.run();
    } catch (ErrnoException e) {
      return e.errno().name();
    }
  }

  private static Call call(Box.Attempt attempt) {
    return () -> {
      attempt.run();
      return "ok";
    };
  }

  private void step() {
    String from = path();
    String to = path();
    String text = "x".repeat(random.nextInt(3) == 0 ? random.nextInt(9000) : 5);
    int size = random.nextInt(10_000);
    Names names = box.vfs.names();
    Call real;
    Call wanted;
    String what;
    switch (random.nextInt(15)) {
      case 0, 11, 12 -> {
        what = "mkdir";
        real = call(() -> names.mkdir(from, 0755));
        wanted = call(() -> model.mkdir(from));
      }
      case 1 -> {
        what = "rmdir";
        real = call(() -> names.rmdir(from));
        wanted = call(() -> model.rmdir(from));
      }
      case 2 -> {
        what = "unlink";
        real = call(() -> names.unlink(from));
        wanted = call(() -> model.unlink(from));
      }
      case 3 -> {
        what = "symlink " + to;
        real = call(() -> names.symlink(to, from));
        wanted = call(() -> model.symlink(to, from));
      }
      case 4 -> {
        what = "link " + to;
        real = call(() -> names.link(from, to));
        wanted = call(() -> model.link(from, to));
      }
      case 5, 6 -> {
        what = "rename " + to;
        real = call(() -> names.rename(from, to, 0));
        wanted = call(() -> model.rename(from, to, false));
      }
      case 7 -> {
        what = "exchange " + to;
        real = call(() -> names.rename(from, to, Names.EXCHANGE));
        wanted = call(() -> model.rename(from, to, true));
      }
      case 8 -> {
        what = "truncate " + size;
        real = call(() -> box.vfs.attributes().truncate(from, size));
        wanted = call(() -> model.truncate(from, size));
      }
      case 9 -> {
        what = "append " + text.length();
        real = call(() -> box.append(from, text));
        wanted = call(() -> model.write(from, text, true));
      }
      default -> {
        what = "write " + text.length();
        real = call(() -> box.write(from, text));
        wanted = call(() -> model.write(from, text, false));
      }
    }
    String got = outcome(real);
    assertThat(got).as(what + " " + from).isEqualTo(outcome(wanted));
    succeeded += got.equals("ok") ? 1 : 0;
    assertThat(outcome(() -> box.read(from)))
        .as("after " + what)
        .isEqualTo(outcome(() -> model.read(from)));
  }

  /** Every inode has a name, and the pages are counted right. */
  private void nothingIsLeft() throws ErrnoException {
    var reachable = new java.util.TreeSet<Long>();
    reachable.add(box.root().node().ino());

    long pages = 0;
    for (Inode inode : box.world.rows(Vfs.INODES)) {
      if (inode.data() instanceof Data.Dir dir) {
        dir.entries().values().filter(ino -> ino != 0).forEach(reachable::add);
      } else if (inode.data() instanceof Data.File file) {
        pages += file.pages().size();
      }
    }
    assertThat(box.world.keys(Vfs.INODES)).containsExactlyElementsOf(reachable);
    assertThat(box.world.get(Vfs.USAGE, box.root().node().fs()))
        .isEqualTo(new Usage(pages, reachable.size()));
  }

  private String dump() throws ErrnoException {
    var text = new StringBuilder();
    dump("", text);
    return text.toString();
  }

  private void dump(String path, StringBuilder text) throws ErrnoException {
    long dir = box.vfs.open().open(box.root(), path + "/", Open.DIRECTORY, 0);
    List<Dirent> entries = new ArrayList<>(box.vfs.open().list(dir));
    box.vfs.open().release(dir);
    for (Dirent entry : entries.subList(2, entries.size())) {
      String name = path + "/" + entry.name();
      Stat stat = box.vfs.attributes().stat(name, false);
      text.append(name);
      switch (stat.type()) {
        case Mode.DIR -> {
          text.append(" dir ").append(stat.nlink()).append('\n');
          dump(name, text);
        }
        case Mode.REG -> {
          String bytes = box.read(name);
          assertThat(stat.size()).isEqualTo(bytes.length());
          text.append(" file " + stat.nlink() + " " + bytes + "\n");
        }
        default ->
            text.append(" link " + stat.nlink() + " " + box.vfs.attributes().readlink(name) + "\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theSameAsTheModel(long seed) throws ErrnoException {
    random = new Random(seed);
    Snapshot middle = box.world.snapshot();
    String then = dump();
    assertThat(then).isEqualTo(model.dump());
    for (int i = 0; i < 1000; i++) {
      if (i == 500) {
        middle = box.world.snapshot();
        then = dump();
      }
      step();
      if (i % 100 == 0) {
        assertThat(dump()).isEqualTo(model.dump());
      }
    }
    assertThat(succeeded).isGreaterThan(120);
    nothingIsLeft();
    assertThat(box.world.size(Vfs.ORPHANS)).isZero();
    assertThat(box.world.size(Vfs.FILES)).isZero();
    box.world.restore(middle);
    assertThat(dump()).isEqualTo(then);
  }
}
