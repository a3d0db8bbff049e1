export * as functional from "@tapeloop/core/functional";
export { Parameter, Buffer } from "./parameter.ts";
export { Module, type Layer } from "./module/module.ts";
export { Sequential } from "./containers/sequential.ts";
export { ModuleList } from "./containers/module-list.ts";
export { ModuleDict } from "./containers/module-dict.ts";
export { ParameterDict, ParameterList } from "./containers/parameters.ts";
