package modbox.world;

import io.vavr.Tuple2;
import io.vavr.collection.SortedMap;
import java.util.Iterator;

/** Comparison of roots. Shared roots are equal without a look inside. */
final class Rows {
  private Rows() {}

  static boolean equal(Object[] left, Object[] right) {
    for (int i = 0; i < left.length; i++) {
      if (left[i] != right[i] && !equal(Section.rows(left[i]), Section.rows(right[i]))) {
        return false;
      }
    }
    return left.length == right.length;
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
