/**
 * Job control and the shell as a program: the built-ins on jobs, the interactive session, and the
 * tool {@code sh}. Uses the other packages of {@code sh}. No locks.
 */
@NullMarked
package modbox.sh.job;

import org.jspecify.annotations.NullMarked;
