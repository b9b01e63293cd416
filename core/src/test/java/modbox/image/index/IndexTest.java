package modbox.image.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import modbox.abi.ErrnoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries, names, patterns and orders; the expected bytes and orders are the real depmod's. */
class IndexTest {
  @Test
  void anIndexHasTheBytesThatDepmodWrites() {
    var trie = new Trie();
    trie.insert("ab", "one", 1);
    trie.insert("ac", "two", 2);
    assertThat(HexFormat.of().formatHex(trie.bytes(Trie.Layout.CHILDREN_FIRST)))
        .isEqualTo(
            "b007f457"
                + "00020001"
                + "2000002e"
                + "00000001"
                + "00000001"
                + "6f6e6500"
                + "00000001"
                + "00000002"
                + "74776f00"
                + "6263"
                + "4000000c"
                + "40000018"
                + "6161"
                + "20000024");
    assertThat(new Trie().bytes(Trie.Layout.CHILDREN_FIRST)).hasSize(12);
  }

  @ParameterizedTest
  @EnumSource(Trie.Layout.class)
  void whatWasInsertedIsFound(Trie.Layout layout) throws ErrnoException {
    var trie = new Trie();
    var random = new Random(7);
    var keys = new ArrayList<String>();
    for (int i = 0; i < 500; i++) {
      var key = new StringBuilder();
      for (int n = random.nextInt(6); n >= 0; n--) {
        key.append((char) ('a' + random.nextInt(4)));
      }
      keys.add(key.toString());
      trie.insert(key.toString(), "v" + i, i);
    }
    IndexFile index = IndexFile.open(ByteSource.of(trie.bytes(layout))).orElseThrow();
    for (int i = 0; i < keys.size(); i++) {
      assertThat(index.search(keys.get(i))).contains("v" + keys.indexOf(keys.get(i)));
      var value = new IndexFile.Value("v" + i, i);
      assertThat(index.searchPatterns(keys.get(i))).contains(value);
    }
    assertThat(index.search("nowhere")).isEmpty();
    var dumped = new ArrayList<String>();
    index.dump("", (key, value) -> dumped.add(key));
    assertThat(dumped).containsExactlyElementsOf(keys.stream().sorted().toList());
  }

  @Test
  void patternsAreFoundByPriority() throws ErrnoException {
    var trie = new Trie();
    trie.insert("usb:v*p*", "any", 5);
    trie.insert("usb:v1234p*", "vendor", 9);
    trie.insert("usb:v1234p0001", "exact", 1);
    trie.insert("usb:v123[3-5]p*", "range", 3);
    trie.insert("pci:*", "pci", 2);
    IndexFile index =
        IndexFile.open(ByteSource.of(trie.bytes(Trie.Layout.PARENT_FIRST))).orElseThrow();
    assertThat(index.searchPatterns("usb:v1234p0001"))
        .extracting(IndexFile.Value::text)
        .containsExactly("exact", "range", "any", "vendor");
    assertThat(index.search("usb:v*p*")).contains("any");
  }

  @ParameterizedTest
  @EnumSource(Trie.Layout.class)
  void aDamagedIndexGivesNoAnswerButAlsoNoFailure(Trie.Layout layout) throws ErrnoException {
    var trie = new Trie();
    for (int i = 0; i < 60; i++) {
      trie.insert("pci:v" + i % 7 + "*d" + i, "m" + i, i);
    }
    byte[] sound = trie.bytes(layout);
    var random = new Random(11);
    var visited = new int[1];
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = sound.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[12 + random.nextInt(bytes.length - 12)] = (byte) random.nextInt(256);
      }
      IndexFile index = IndexFile.open(ByteSource.of(bytes)).orElseThrow();
      index.search("pci:v3*d3");
      index.searchPatterns("pci:v3d3");
      index.dump("", (key, value) -> visited[0]++);
    }
    assertThat(visited[0]).isPositive();
    assertThat(IndexFile.open(ByteSource.of(new byte[64]))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "snd-hda-intel, snd_hda_intel",
    "a[-b]-c, a[-b]_c",
    "a[b, ",
    "a]b, ",
    "pci:v*, pci:v*",
  })
  void aliasesAreFoldedOutsideBrackets(String alias, String folded) {
    assertThat(Names.normalise(alias).orElse(null)).isEqualTo(folded);
  }

  @ParameterizedTest
  @CsvSource({
    "kernel/fs/mod-foo.ko.xz, mod_foo, true",
    "dots.in.name.ko, dots, true",
    "x.ko.bz2, x, false",
    ".ko, '', false",
  })
  void pathsGiveNames(String path, String name, boolean module) {
    assertThat(Names.ofPath(path)).isEqualTo(name);
    assertThat(Names.isModuleFile(path)).isEqualTo(module);
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "a*c, abbc, true",
    "a*c, abb, false",
    "a?c, a/c, true",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[]x]y, ]y, true",
    "[ab, [ab, true",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "[[:digit:]_]*, 7z, true",
    "*a*b*c*, xxaxxbxxc, true",
  })
  void patternsMatch(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
  }

  @Test
  void symbolsComeInTheOrderOfTheHashTable() {
    assertThat(
            HashOrder.sort(
                List.of(
                    "base_do",
                    "chain2_do",
                    "chain3_do",
                    "chain4_do",
                    "left_do",
                    "printA",
                    "printB",
                    "printF",
                    "printG",
                    "print_fooA",
                    "print_fooB",
                    "print_fooC",
                    "right_do",
                    "snd_timer_do"),
                HashOrder.SYMBOLS))
        .containsExactly(
            "chain3_do",
            "printF",
            "printB",
            "printG",
            "left_do",
            "right_do",
            "chain4_do",
            "chain2_do",
            "print_fooA",
            "snd_timer_do",
            "base_do",
            "print_fooC",
            "printA",
            "print_fooB");
  }

  static Stream<Arguments> graphs() {
    return Stream.of(
        arguments("a>b b>c c", "a: b c|b: c|c:", ""),
        arguments("t>l,r l>b r>b b", "t: r l b|l: b|r: b|b:", ""),
        arguments("a>b b>a", "", "a b a"),
        arguments("a>b b>c c>a d>e e>d f", "", "a b c a|d e d"),
        arguments("a>b,c b>a c>a x>a", "", "a c a|a b a"),
        arguments("h>i i>j j>h,k k>h", "", "h i j k h|h i j h"));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void dependenciesComeUsersFirstAndCyclesAreNamed(String graph, String lines, String cycles) {
    var modules = new ArrayList<ModuleFacts>();
    for (String node : graph.split(" ")) {
      String[] parts = node.split(">");
      List<String> needs = parts.length > 1 ? List.of(parts[1].split(",")) : List.of();
      modules.add(
          new ModuleFacts(
              parts[0], parts[0], List.of(), List.of(), List.of(), List.of(parts[0]), needs));
    }
    var owners = new SymbolOwners(modules);
    DependencyGraph found = DependencyGraph.of(modules, owners, (user, symbol, used) -> {});
    assertThat(
            found.cycles().stream()
                .map(c -> String.join(" ", c.stream().map(i -> modules.get(i).name()).toList()))
                .toList())
        .isEqualTo(cycles.isEmpty() ? List.of() : List.of(cycles.split("\\|")));
    assertThat(found.cyclic())
        .hasSize((int) cycles.chars().filter(Character::isLetter).distinct().count());
    if (cycles.isEmpty()) {
      String text =
          new IndexWriter(modules, owners, found, Trie.Layout.PARENT_FIRST, SILENT).dependencies();
      assertThat(text.strip().replace("\n", "|")).isEqualTo(lines);
    }
  }

  @Test
  void deviceNodesNeedANumber() {
    var heard = new ArrayList<String>();
    var complaints =
        new IndexWriter.Complaints() {
          @Override
          public void complain(IndexWriter.Level level, String text) {
            heard.add(level + " " + text);
          }

          @Override
          public void duplicate(String what, String text) {
            heard.add(what + " " + text);
          }
        };
    var modules =
        List.of(
            aliased("tun", "devname:net/tun", "char-major-10-200"),
            aliased("star", "devname:video-x", "char-major-81-*"),
            aliased("loop", "block-major-7-3", "devname:loop-control"));
    var owners = new SymbolOwners(modules);
    var graph = DependencyGraph.of(modules, owners, (user, symbol, used) -> {});
    assertThat(
            new IndexWriter(modules, owners, graph, Trie.Layout.PARENT_FIRST, complaints)
                .devnames())
        .isEqualTo(
            "# Device nodes to trigger on-demand module loading.\n"
                + "tun net/tun c10:200\nloop loop-control b7:3\n");
    assertThat(heard)
        .containsExactly(
            "ERROR Module 'star' has devname (video-x) but lacks major and minor information."
                + " Ignoring.");
  }

  private static ModuleFacts aliased(String name, String... aliases) {
    return new ModuleFacts(
        name + ".ko", name, List.of(aliases), List.of(), List.of(), List.of(), List.of());
  }

  private static final IndexWriter.Complaints SILENT =
      new IndexWriter.Complaints() {
        @Override
        public void complain(IndexWriter.Level level, String text) {}

        @Override
        public void duplicate(String what, String text) {}
      };
}
