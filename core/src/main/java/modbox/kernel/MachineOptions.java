package modbox.kernel;

import java.nio.file.Path;
import java.util.Optional;
import modbox.image.KernelTree;

/**
 * How a machine is made.
 *
 * @param release what uname -r shows
 * @param commandLine the kernel's, as /proc/cmdline shows it
 * @param profile which release's behaviour is emulated, {@code debian-12} or {@code debian-13}
 * @param virtualClock whether time is the machine's own, from a fixed epoch
 * @param seed of everything that is random
 * @param bare no devices, no coldplug, no modules, no configuration
 * @param programs the code behind executable files
 * @param rootfs a directory of the host that is laid over the default root; it is never written
 * @param kernel whose modules the machine has
 */
public record MachineOptions(
    String release,
    String commandLine,
    String profile,
    boolean virtualClock,
    long seed,
    boolean bare,
    UserPrograms programs,
    Optional<Path> rootfs,
    KernelTree kernel) {
  /** The default image under the virtual clock. */
  public static MachineOptions of(UserPrograms programs) {
    return new MachineOptions(
        "6.1.0-modbox",
        "BOOT_IMAGE=/boot/vmlinuz-6.1.0-modbox root=/dev/vda1 ro quiet",
        "debian-12",
        true,
        0,
        false,
        programs,
        Optional.empty(),
        KernelTree.standard());
  }

  public MachineOptions withClock(boolean virtual) {
    return new MachineOptions(
        release, commandLine, profile, virtual, seed, bare, programs, rootfs, kernel);
  }

  public MachineOptions withRelease(String value) {
    return new MachineOptions(
        value, commandLine, profile, virtualClock, seed, bare, programs, rootfs, kernel);
  }

  public MachineOptions withCommandLine(String value) {
    return new MachineOptions(
        release, value, profile, virtualClock, seed, bare, programs, rootfs, kernel);
  }

  public MachineOptions withProfile(String value) {
    return new MachineOptions(
        release, commandLine, value, virtualClock, seed, bare, programs, rootfs, kernel);
  }

  public MachineOptions withSeed(long value) {
    return new MachineOptions(
        release, commandLine, profile, virtualClock, value, bare, programs, rootfs, kernel);
  }

  public MachineOptions withBare(boolean value) {
    return new MachineOptions(
        release, commandLine, profile, virtualClock, seed, value, programs, rootfs, kernel);
  }

  /** Lays a directory of the host over the default root. */
  public MachineOptions withRootfs(Path value) {
    return new MachineOptions(
        release,
        commandLine,
        profile,
        virtualClock,
        seed,
        bare,
        programs,
        Optional.of(value),
        kernel);
  }

  /** Another kernel's modules, and its release. */
  public MachineOptions withKernel(KernelTree tree) {
    return new MachineOptions(
        tree.release(), commandLine, profile, virtualClock, seed, bare, programs, rootfs, tree);
  }
}
