package modbox.udev.rule;

import java.util.List;

/** A rules file that has been read. */
public record RuleFile(String path, List<RuleLine> lines, List<Diagnostic> diagnostics) {
  public RuleFile {
    lines = List.copyOf(lines);
    diagnostics = List.copyOf(diagnostics);
  }
}
