package modbox.fs.procfs;

import modbox.pseudo.SeqFile;
import modbox.pseudo.Text;

/**
 * /proc/meminfo. Source: fs/proc/meminfo.c.
 *
 * @param total KiB
 * @param files KiB that stored files hold: shared memory
 * @param kernel KiB that the kernel and its caches are shown to hold
 */
record MemInfo(long total, long files, long kernel) implements SeqFile {
  @Override
  public void show(Text out) {
    long free = Math.max(0, total - files - kernel);
    line(out, "MemTotal", total);
    line(out, "MemFree", free);
    line(out, "MemAvailable", free);
    line(out, "Buffers", 2048);
    line(out, "Cached", files + 16384);
    line(out, "SwapCached", 0);
    line(out, "Active", 8192);
    line(out, "Inactive", files + 8192);
    line(out, "Active(anon)", 0);
    line(out, "Inactive(anon)", files + 4096);
    line(out, "Active(file)", 8192);
    line(out, "Inactive(file)", 4096);
    zeros(out, "Unevictable", "Mlocked", "SwapTotal", "SwapFree", "Zswap", "Zswapped", "Dirty");
    line(out, "Writeback", 0);
    line(out, "AnonPages", 4096);
    line(out, "Mapped", 6144);
    line(out, "Shmem", files);
    line(out, "KReclaimable", 8192);
    line(out, "Slab", 20480);
    line(out, "SReclaimable", 8192);
    line(out, "SUnreclaim", 12288);
    line(out, "KernelStack", 1024);
    line(out, "PageTables", 512);
    zeros(out, "SecPageTables", "NFS_Unstable", "Bounce", "WritebackTmp");
    line(out, "CommitLimit", total / 2);
    line(out, "Committed_AS", files + 32768);
    line(out, "VmallocTotal", 34359738367L);
    line(out, "VmallocUsed", 8192);
    line(out, "VmallocChunk", 0);
    line(out, "Percpu", 1024);
    zeros(out, "HardwareCorrupted", "AnonHugePages", "ShmemHugePages", "ShmemPmdMapped");
    zeros(out, "FileHugePages", "FilePmdMapped");
    for (String name : new String[] {"Total", "Free", "Rsvd", "Surp"}) {
      out.left("HugePages_" + name + ":", 16).right(0, 8).put('\n');
    }
    line(out, "Hugepagesize", 2048);
    line(out, "Hugetlb", 0);
    line(out, "DirectMap4k", 65536);
    line(out, "DirectMap2M", total - 65536);
  }

  private static void zeros(Text out, String... names) {
    for (String name : names) {
      line(out, name, 0);
    }
  }

  private static void line(Text out, String name, long kib) {
    out.left(name + ":", 16).right(kib, 8).line(" kB");
  }
}
