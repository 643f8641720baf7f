package io.latticeoperator.translate;

import io.latticeoperator.model.Lookup;

/**
 * Something to be looked up for an owner.
 *
 * @param asked whether the spec asks for what is looked up; otherwise it is looked for only because
 *     an earlier spec may have
 */
public record Inquiry(Lookup lookup, boolean asked) {}
