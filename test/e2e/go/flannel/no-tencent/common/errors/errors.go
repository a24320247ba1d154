package errors

// TencentCloudSDKError is what every call of the client fails with.
type TencentCloudSDKError struct{}

func (*TencentCloudSDKError) Error() string { return "this build has no client for Tencent's network" }
