package main

import "k8s.io/component-base/logs"

var addLoggingGates = logs.AddFeatureGates
