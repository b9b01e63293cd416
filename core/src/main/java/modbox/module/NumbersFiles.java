package modbox.module;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import modbox.pseudo.Text;
import modbox.world.World;

/** /proc/devices and /proc/misc: the kernel's own numbers and those of modules. */
record NumbersFiles(World world) {
  /** A number and who has it. */
  private record Row(int number, String name) {}

  private static final List<Row> CHARACTER =
      List.of(
          new Row(1, "mem"),
          new Row(4, "/dev/vc/0"),
          new Row(4, "tty"),
          new Row(4, "ttyS"),
          new Row(5, "/dev/tty"),
          new Row(5, "/dev/console"),
          new Row(5, "/dev/ptmx"),
          new Row(5, "ttyprintk"),
          new Row(7, "vcs"),
          new Row(10, "misc"),
          new Row(13, "input"),
          new Row(29, "fb"),
          new Row(89, "i2c"),
          new Row(128, "ptm"),
          new Row(136, "pts"),
          new Row(244, "hidraw"),
          new Row(251, "dimmctl"),
          new Row(252, "ndctl"),
          new Row(253, "tpm"),
          new Row(254, "gpiochip"));

  private static final List<Row> BLOCK = List.of(new Row(259, "blkext"));

  private static final List<Row> MISC =
      List.of(
          new Row(231, "snapshot"),
          new Row(144, "nvram"),
          new Row(228, "hpet"),
          new Row(183, "hw_random"),
          new Row(62, "cpu_dma_latency"),
          new Row(227, "mcelog"));

  void devices(Text out) {
    out.line("Character devices:");
    list(out, CHARACTER, "chrdev");
    out.line("");
    out.line("Block devices:");
    list(out, BLOCK, "blkdev");
  }

  private void list(Text out, List<Row> own, String kind) {
    var rows = new ArrayList<Row>(own);
    rows.addAll(registered(kind));
    rows.sort(Comparator.comparingInt(Row::number));
    for (Row row : rows) {
      out.right(row.number(), 3).put(' ').line(row.name());
    }
  }

  void misc(Text out) {
    for (Row row : registered("misc").reversed()) {
      line(out, row);
    }
    MISC.forEach(row -> line(out, row));
  }

  private static void line(Text out, Row row) {
    out.right(row.number(), 3).put(' ').line(row.name());
  }

  private List<Row> registered(String kind) {
    var rows = new ArrayList<Row>();
    for (Registered entry : world.rows(ModuleTables.REGISTERED)) {
      if (entry.kind().equals(kind)) {
        rows.add(new Row(Integer.parseInt(entry.where()), entry.name()));
      }
    }
    return rows;
  }
}
