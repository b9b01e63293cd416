package modbox.pseudo;

import static modbox.pseudo.Tree.attr;
import static modbox.pseudo.Tree.dir;
import static modbox.pseudo.Tree.file;
import static modbox.pseudo.Tree.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TreeTest {
  private static String show(@Nullable Tree tree) throws ErrnoException {
    assertThat(tree).isInstanceOf(Tree.File.class);
    return switch (((Tree.File) tree).content()) {
      case SeqFile seq -> {
        var text = new Text(Caller.KERNEL);
        seq.show(text);
        yield text.toString();
      }
      case Attribute attribute -> attribute.show(Caller.KERNEL);
      case Binary binary -> binary.bytes(Caller.KERNEL);
      case Special special -> special.toString();
    };
  }

  private static @Nullable Tree walk(Directory root, String path) {
    Tree at = new Tree.Dir(root, 0555, 0, 0);
    for (String name : path.split("/")) {
      at = at instanceof Tree.Dir dir ? dir.entries().child(name) : null;
    }
    return at;
  }

  @Test
  void aLiteralListsInItsOrder() throws ErrnoException {
    var tree = (Tree.Dir) dir("", value("b", "2"), file("a", out -> out.line("1"))).node();
    assertThat(tree.entries().names()).containsExactly("b", "a");
    assertThat(show(tree.entries().child("b"))).isEqualTo("2\n");
    assertThat(tree.entries().child("c")).isNull();
  }

  @Test
  void twoSubsystemsShareADirectory() throws ErrnoException {
    var forest = new Forest();
    forest.add(dir("sys", dir("kernel", value("ostype", "Linux"))));
    forest.add("sys/kernel", value("tainted", "0"));
    forest.add("sys", dir("kernel", value("ostype", "other"), value("panic", "1")));
    assertThat(forest.names()).containsExactly("sys");
    assertThat(show(walk(forest, "sys/kernel/ostype"))).isEqualTo("Linux\n");
    assertThat(show(walk(forest, "sys/kernel/tainted"))).isEqualTo("0\n");
    assertThat(show(walk(forest, "sys/kernel/panic"))).isEqualTo("1\n");
  }

  @Test
  void computedEntriesComeAfterWrittenOnes() {
    var node =
        dir(
                "",
                List.of(value("x", "1")),
                new Directory() {
                  @Override
                  public Iterable<String> names() {
                    return List.of("x", "y");
                  }

                  @Override
                  public @Nullable Tree child(String name) {
                    return name.equals("y") ? value("y", "2").node() : null;
                  }
                })
            .node();
    assertThat(((Tree.Dir) node).entries().names()).containsExactly("x", "y");
  }

  @Test
  void modesAndOwnersAreChangedByCopy() {
    Tree node = attr("a", () -> "").mode(0600).owner(5, 6).size(10).node();
    assertThat(node).matches(n -> n.mode() == 0600 && n.uid() == 5 && n.gid() == 6);
    assertThat(((Tree.File) node).size()).isEqualTo(10);
  }
}
