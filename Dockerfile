# The operator's image: docker build -t lattice-operator .
# For both processors: docker buildx build --platform linux/amd64,linux/arm64 .
# What it consists of, and why, is told in docs/image.md; ./lattice image makes the same without Docker.
ARG JDK=docker.io/library/eclipse-temurin:25.0.3_9-jdk-noble

# The jars, which are the same for every processor.
FROM --platform=$BUILDPLATFORM ${JDK} AS jars
WORKDIR /src
COPY . .
ARG MAVEN_ARGS=
RUN ./mvnw -q -B package cyclonedx:makeBom -Dmaven.test.skip=true

# The runtime, the C library and the AOT cache, which are not.
FROM ${JDK} AS image
WORKDIR /src
COPY --from=jars /src .
RUN src/image/image rootfs /image/root && src/image/image cache /image/root && src/image/image layers /image/root /image/layers

FROM scratch
COPY --from=image /image/layers/system/ /
COPY --from=image /image/layers/java/ /
COPY --from=image /image/layers/lib/ /
COPY --from=image /image/layers/app/ /
COPY --from=image /image/layers/aot/ /
USER 65532:65532
ENV PATH=/usr/bin LANG=C.UTF-8 MALLOC_ARENA_MAX=2
ENTRYPOINT ["lattice"]
CMD ["run"]
ARG REVISION=unknown
LABEL org.opencontainers.image.title="lattice-operator" \
      org.opencontainers.image.description="Keeps Amazon VPC Lattice in step with the live pod IPs of self-managed Kubernetes clusters." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="0.1.0-SNAPSHOT" \
      org.opencontainers.image.revision="$REVISION"
