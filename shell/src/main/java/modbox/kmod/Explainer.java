package modbox.kmod;

import modbox.abi.Step;

/** Takes the steps of a decision; {@code Syscalls::explain} in a machine. */
@FunctionalInterface
public interface Explainer {
  void explain(Step step);

  /** Records a step of modprobe's. */
  default void step(String subject, String place, String wanted, String seen, boolean held) {
    explain(new Step("modprobe", subject, place, wanted, seen, held));
  }
}
