package dev.raingauge.sockdiag.sys;

/** Keeps the package alive until its first class is here; then this file goes. */
final class Placeholder {}
