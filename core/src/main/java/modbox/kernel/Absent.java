package modbox.kernel;

import java.lang.reflect.Proxy;
import modbox.abi.Errno;

/** A door that this machine does not have: each call fails with ENOSYS. */
final class Absent {
  private Absent() {}

  static <T> T door(Class<T> calls) {
    return calls.cast(
        Proxy.newProxyInstance(
            calls.getClassLoader(),
            new Class<?>[] {calls},
            (_, method, _) -> {
              if (method.getReturnType() == boolean.class) {
                return false;
              }
              throw Errno.ENOSYS.on(method.getName());
            }));
  }
}
