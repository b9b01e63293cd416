package modbox.kernel;

/**
 * The system calls, under the names of man section 2. One object serves a whole machine: a call is
 * made on behalf of the task that is running. Paths, names, arguments and environment are byte
 * strings: Strings with one char per byte.
 *
 * <p>A call that fails throws {@link modbox.abi.ErrnoException} and leaves nothing half done. A
 * call that blocks hands the baton on; it ends with EINTR when a caught signal arrives. A signal
 * whose default action ends the task unwinds the caller with a {@link Throwable} that is neither
 * Exception nor RuntimeException and must not be caught.
 */
public interface Syscalls
    extends FileCalls,
        DirectoryCalls,
        TaskCalls,
        SignalCalls,
        TerminalCalls,
        SocketCalls,
        ModuleCalls,
        DeviceCalls,
        SystemCalls {}
