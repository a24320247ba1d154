package main

import logsapi "k8s.io/component-base/logs/api/v1"

var addLoggingGates = logsapi.AddFeatureGates
