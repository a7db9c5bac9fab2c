namespace Nimbus.Platform.Hosting;

/// <summary>What one invocation of a function knows of itself.</summary>
/// <param name="FunctionName">The name of the function, as mapped.</param>
/// <param name="InvocationId">The host's id of the invocation; the same for every try of a retry policy.</param>
/// <param name="Services">A scope of the app's services that ends with the invocation.</param>
/// <param name="RetryCount">Which retry of the function's retry policy this is; 0 for the first try and without a policy.</param>
public sealed record FunctionContext(string FunctionName, string InvocationId, IServiceProvider Services, int RetryCount);
