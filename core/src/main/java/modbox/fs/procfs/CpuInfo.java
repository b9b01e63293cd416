package modbox.fs.procfs;

import modbox.pseudo.SeqFile;
import modbox.pseudo.Text;

/** /proc/cpuinfo of an emulated x86-64 machine. Source: arch/x86/kernel/cpu/proc.c. */
record CpuInfo(int processors) implements SeqFile {
  private static final String FLAGS =
      "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse"
          + " sse2 ht syscall nx lm rep_good nopl cpuid pni cx16 sse4_1 sse4_2 popcnt aes"
          + " hypervisor lahf_lm";

  @Override
  public void show(Text out) {
    for (int i = 0; i < processors; i++) {
      field(out, "processor", Integer.toString(i));
      field(out, "vendor_id", "GenuineIntel");
      field(out, "cpu family", "6");
      field(out, "model", "94");
      field(out, "model name", "Emulated x86-64 processor");
      field(out, "stepping", "3");
      field(out, "microcode", "0x1");
      field(out, "cpu MHz", "1000.000");
      field(out, "cache size", "16384 KB");
      field(out, "physical id", "0");
      field(out, "siblings", Integer.toString(processors));
      field(out, "core id", Integer.toString(i));
      field(out, "cpu cores", Integer.toString(processors));
      field(out, "apicid", Integer.toString(i));
      field(out, "initial apicid", Integer.toString(i));
      field(out, "fpu", "yes");
      field(out, "fpu_exception", "yes");
      field(out, "cpuid level", "13");
      field(out, "wp", "yes");
      field(out, "flags", FLAGS);
      out.line("bugs\t\t:");
      field(out, "bogomips", "2000.00");
      field(out, "clflush size", "64");
      field(out, "cache_alignment", "64");
      field(out, "address sizes", "40 bits physical, 48 bits virtual");
      out.line("power management:").line("");
    }
  }

  /** Names shorter than eight bytes get two tabs. */
  private static void field(Text out, String name, String value) {
    out.put(name).put(name.length() < 8 ? "\t\t" : "\t").put(": ").line(value);
  }
}
