/**
 * Projects that are drafted from what a provider publishes: a curl command, an OpenAPI document.
 */
@NullMarked
package dev.leat.cli.draft;

import org.jspecify.annotations.NullMarked;
