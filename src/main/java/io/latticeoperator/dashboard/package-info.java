/**
 * What CloudWatch shows of networks and exports, as values: names of metrics, dashboards, alarms.
 *
 * <p>A {@link io.latticeoperator.dashboard.Subject} becomes a dashboard ({@link
 * io.latticeoperator.dashboard.DashboardBody}) and alarms ({@link
 * io.latticeoperator.dashboard.Alarms}). Both stay within what CloudWatch takes however many
 * services there are, and are the same for the same subject, letter by letter.
 *
 * <p>A dashboard has no tags, so a line in it says whose it is, and a digest in that line tells an
 * edit by hand from an earlier version of ours. Bodies are compared in a normal form, for the
 * console writes them anew whenever somebody saves one.
 *
 * <p>Nothing here asks CloudWatch anything; it only writes what CloudWatch is to be told.
 */
@NullMarked
package io.latticeoperator.dashboard;

import org.jspecify.annotations.NullMarked;
