/**
 * udev's rules: files to lines, lines to tokens, tokens against a device. Behaviour and words are
 * those of systemd 252 (src/udev/udev-rules.c, udev-event.c). Uses {@code udev.device}; what acts
 * on the machine goes through {@link modbox.udev.rule.RuleHost}. No locks: rules are immutable once
 * read, an event belongs to one task.
 */
@NullMarked
package modbox.udev.rule;

import org.jspecify.annotations.NullMarked;
