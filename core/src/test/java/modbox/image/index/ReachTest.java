package modbox.image.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A search that leaves out what cannot match finds what matching every pattern finds. */
class ReachTest {
  private static final String ALPHABET = "ab*?[c]";

  @Test
  void aSearchFindsWhatMatchingEveryPatternFinds() throws Exception {
    var random = new Random(7);
    for (int round = 0; round < 60; round++) {
      var patterns = new TreeSet<String>();
      while (patterns.size() < 40) {
        Names.normalise(word(random, ALPHABET)).ifPresent(patterns::add);
      }
      var trie = new Trie();
      patterns.forEach(p -> trie.insert(p, p, 0));
      IndexFile index = open(trie.bytes(Trie.Layout.CHILDREN_FIRST));
      for (int i = 0; i < 60; i++) {
        String text = word(random, "abc");
        var found = new ArrayList<String>();
        index.searchPatterns(text).forEach(v -> found.add(v.text()));
        List<String> all = patterns.stream().filter(p -> Glob.matches(p, text)).toList();
        assertThat(found)
            .as("%s among %s", text, patterns)
            .containsExactlyInAnyOrderElementsOf(all);
      }
    }
  }

  private static IndexFile open(byte[] bytes) throws Exception {
    Optional<IndexFile> index =
        IndexFile.open(
            new ByteSource() {
              @Override
              public int at(int position) {
                return position < 0 || position >= bytes.length ? -1 : bytes[position] & 0xff;
              }

              @Override
              public int length() {
                return bytes.length;
              }
            });
    return index.orElseThrow();
  }

  private static String word(Random random, String letters) {
    var text = new StringBuilder();
    int length = 1 + random.nextInt(7);
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
