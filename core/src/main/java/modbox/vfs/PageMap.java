package modbox.vfs;

import io.vavr.collection.SortedMap;
import java.util.Arrays;
import modbox.world.Bytes;

/** Bytes as a persistent map of pages by index; what is missing is zero. */
public final class PageMap {
  private static final int PAGE = Data.PAGE;

  private PageMap() {}

  /** Reads bytes. */
  public static void read(
      SortedMap<Long, Bytes> pages, long position, byte[] buffer, int offset, int length) {
    int done = 0;
    while (done < length) {
      long at = position + done;
      int within = (int) (at % PAGE);
      int part = Math.min(length - done, PAGE - within);
      Bytes page = pages.getOrElse(at / PAGE, Bytes.EMPTY);
      int got = Math.max(0, Math.min(part, page.size() - within));
      if (got > 0) {
        page.copy(within, buffer, offset + done, got);
      }
      Arrays.fill(buffer, offset + done + got, offset + done + part, (byte) 0);
      done += part;
    }
  }

  /** The map with bytes laid over it. */
  public static SortedMap<Long, Bytes> write(
      SortedMap<Long, Bytes> pages, long position, byte[] buffer, int offset, int length) {
    SortedMap<Long, Bytes> result = pages;
    int done = 0;
    while (done < length) {
      long at = position + done;
      int within = (int) (at % PAGE);
      int part = Math.min(length - done, PAGE - within);
      Bytes page = result.getOrElse(at / PAGE, Bytes.EMPTY);
      result = result.put(at / PAGE, page.with(within, buffer, offset + done, part));
      done += part;
    }
    return result;
  }
}
