package io.latticeoperator.simulator.kubernetes.controllers;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;

/** The {@code pod-template-hash} label: equal for equal templates, in Kubernetes' alphabet. */
final class TemplateHash {
  static final String LABEL = "pod-template-hash";

  /** Without vowels and look-alikes, so that no words arise. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private TemplateHash() {}

  static String of(PodTemplateSpec template) {
    try {
      var sum = new CRC32C();
      sum.update(Watched.MAPPER.writeValueAsBytes(template));
      var digits = new StringBuilder();
      for (char digit : Long.toString(sum.getValue()).toCharArray()) {
        digits.append(ALPHABET.charAt(digit % ALPHABET.length()));
      }
      return digits.toString();
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
