package modbox.world;

import io.vavr.Tuple2;
import io.vavr.collection.SortedMap;
import java.util.Iterator;
import java.util.List;

/** Comparison of roots. Shared roots are equal without a look inside. */
final class Rows {
  private Rows() {}

  static boolean equal(List<SortedMap<?, ?>> left, List<SortedMap<?, ?>> right) {
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) != right.get(i) && !equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return left.size() == right.size();
  }

  private static boolean equal(SortedMap<?, ?> left, SortedMap<?, ?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<? extends Tuple2<?, ?>> other = right.iterator();
    for (Tuple2<?, ?> entry : left) {
      Tuple2<?, ?> twin = other.next();
      if (!entry._1.equals(twin._1) || !row(entry._2).equals(row(twin._2))) {
        return false;
      }
    }
    return true;
  }

  private static Object row(Object stamped) {
    return ((Stamped<?>) stamped).row();
  }
}
