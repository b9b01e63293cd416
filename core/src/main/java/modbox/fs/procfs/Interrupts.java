package modbox.fs.procfs;

import modbox.pseudo.SeqFile;
import modbox.pseudo.Text;

/** /proc/interrupts of a machine whose interrupts are not counted. Source: kernel/irq/proc.c. */
record Interrupts(int processors) implements SeqFile {
  private static final String[] LINES = {
    "1", "  IO-APIC   1-edge      i8042",
    "8", "  IO-APIC   8-edge      rtc0",
    "9", "  IO-APIC   9-fasteoi   acpi",
    "12", "  IO-APIC  12-edge      i8042",
    "NMI", "  Non-maskable interrupts",
    "LOC", "  Local timer interrupts",
    "SPU", "  Spurious interrupts",
    "PMI", "  Performance monitoring interrupts",
    "IWI", "  IRQ work interrupts",
    "RTR", "  APIC ICR read retries",
    "RES", "  Rescheduling interrupts",
    "CAL", "  Function call interrupts",
    "TLB", "  TLB shootdowns",
    "TRM", "  Thermal event interrupts",
    "THR", "  Threshold APIC interrupts",
    "DFR", "  Deferred Error APIC interrupts",
    "MCE", "  Machine check exceptions",
    "MCP", "  Machine check polls",
  };

  @Override
  public void show(Text out) {
    out.put("           ");
    for (int i = 0; i < processors; i++) {
      out.left("CPU" + i, 11);
    }
    out.put('\n');
    for (int i = 0; i < LINES.length; i += 2) {
      out.right(LINES[i], 3).put(':');
      for (int cpu = 0; cpu < processors; cpu++) {
        out.put(' ').right(0, 10);
      }
      out.line(LINES[i + 1]);
    }
    out.line("ERR:          0").line("MIS:          0");
  }
}
