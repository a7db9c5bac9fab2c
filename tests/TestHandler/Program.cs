using NimbusFunctions.TestHandler;

// What the host does with an app that never serves.
switch (Environment.GetEnvironmentVariable("TEST_MODE"))
{
    case "crash":
        return 3;
    case "exit0":
        return 0;
    case "crash-without-file" when !File.Exists(Environment.GetEnvironmentVariable("TEST_FILE")):
        return 4;
    case "deaf":
        await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
        break;
}

return await Handler.RunAsync();
