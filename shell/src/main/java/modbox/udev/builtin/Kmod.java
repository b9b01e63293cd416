package modbox.udev.builtin;

import modbox.abi.Errno;

/** {@code kmod load [MODULE…]}: loads modules, by default those of the device's MODALIAS. */
final class Kmod implements Builtin {
  @Override
  public String name() {
    return "kmod";
  }

  @Override
  public String help() {
    return "Kernel module loader";
  }

  @Override
  public int run(Call call) {
    if (call.argv().size() < 2 || !call.argv().get(1).equals("load")) {
      return Builtin.failed(Errno.EINVAL);
    }
    if (call.argv().size() == 2) {
      String modalias = call.device().property("MODALIAS");
      if (modalias == null) {
        return Builtin.failed(Errno.ENOENT);
      }
      call.kernel().load(modalias);
      return 0;
    }
    call.argv().subList(2, call.argv().size()).forEach(call.kernel()::load);
    return 0;
  }
}
