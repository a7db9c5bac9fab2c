namespace NimbusFunctions.Local;

internal static class Program
{
    private static void Main()
    {
    }
}
