namespace NimbusFunctions;

internal static class Program
{
    private static void Main()
    {
    }
}
